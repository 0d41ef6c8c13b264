using Facilities.Domain;
using Facilities.Domain.Faults;

namespace Facilities.Operations.Faults;

/// <summary>An action that the caller's role knows and the state allows, but that this fault forbids him, with the reason.</summary>
public sealed record FaultRefusal(FaultAction Action, CodedText Reason);

using Facilities.Operations.Faults;

namespace Facilities.Dashboard.Pages.Diagrams;

/// <summary>An open fault and the node at which it shows.</summary>
internal sealed record NodeFault(string Key, FaultRow Fault);

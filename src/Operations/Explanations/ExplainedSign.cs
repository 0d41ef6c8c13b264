using Facilities.Detection;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Explanations;

/// <summary>One sign of a fault mode.</summary>
/// <param name="Key">Point.</param>
/// <param name="Name">Its name.</param>
/// <param name="Moves">Which way it goes in this mode.</param>
/// <param name="State">What was seen.</param>
public sealed record ExplainedSign(string Key, LocalizedName Name, SignMove Moves, SignState State);

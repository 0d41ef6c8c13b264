namespace Facilities.Operations.Demo;

/// <summary>Work on an asset in the demo's past, and how much of that day is told around it.</summary>
/// <param name="Signature">Key of the signature that proves it, e.g. <c>elevator-visit</c>.</param>
/// <param name="From">The asset's telemetry begins here.</param>
/// <param name="Until">And ends here.</param>
public sealed record DemoWork(string Signature, DemoPlay Play, DateTimeOffset Start, DateTimeOffset From, DateTimeOffset Until);

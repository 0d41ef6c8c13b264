namespace Facilities.Operations.Demo;

/// <summary>One fault of the demo's past.</summary>
/// <param name="DaysAgo">When it was found.</param>
/// <param name="Site">Site code.</param>
/// <param name="Asset">Asset code.</param>
/// <param name="Rule">Rule that found it.</param>
/// <param name="Mode">Fault mode.</param>
/// <param name="Signal">Leading point.</param>
/// <param name="Value">What it showed.</param>
/// <param name="Limit">What it passed.</param>
/// <param name="Cause">Code of what was done in the end.</param>
/// <param name="Note">The crew's words.</param>
/// <param name="Slowness">1: in good time; 3: limits were passed.</param>
/// <param name="Expected">What the asset usually shows, where the rule compares with that.</param>
internal sealed record DemoFault(
    double DaysAgo, string Site, string Asset, string Rule, string Mode, string Signal, double Value, double? Limit, string Cause, string Note, double Slowness = 1, double? Expected = null);

namespace Facilities.Operations.Supervision;

/// <summary>A sample with what it drew, in order.</summary>
public sealed record SampleDetail(SampleRow Row, IReadOnlyList<SpotCheckRow> Checks);

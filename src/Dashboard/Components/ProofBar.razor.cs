using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>How telemetry judged a number of records, always in the order proven, partly, contradicted, no data.</summary>
public sealed partial class ProofBar
{
    [Parameter, EditorRequired]
    public int Proven { get; set; }

    [Parameter, EditorRequired]
    public int Partly { get; set; }

    [Parameter, EditorRequired]
    public int Contradicted { get; set; }

    [Parameter, EditorRequired]
    public int NoData { get; set; }

    private int Total => Proven + Partly + Contradicted + NoData;

    private IEnumerable<(string Tone, int Count)> Parts => new[] { ("ok", Proven), ("part", Partly), ("bad", Contradicted), ("na", NoData) }.Where(part => part.Item2 > 0);

    private string Label => T["verdict.bar", Proven, Partly, Contradicted, NoData];

    private string Width(int count) => (100.0 * count / Total).ToString("0.##", CultureInfo.InvariantCulture);
}

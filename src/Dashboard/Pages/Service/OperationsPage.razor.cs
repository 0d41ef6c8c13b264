using Facilities.Dashboard.Circuits;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Live;
using Facilities.Ingest.Observability;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Service;

/// <summary>What the service itself is doing: rates, lags, what is refused.</summary>
public sealed partial class OperationsPage : IDisposable
{
    private IDisposable? _ticking;
    private IngestStatus _status = default!;
    private CircuitCounts _circuits = default!;

    [Inject]
    private IIngestView Ingest { get; set; } = default!;

    [Inject]
    private CircuitMetrics Circuits { get; set; } = default!;

    [Inject]
    private PageTicker Ticker { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    public void Dispose() => _ticking?.Dispose();

    protected override void OnInitialized()
    {
        Look();
        _ticking = Ticker.EverySecond(() => InvokeAsync(() =>
        {
            Look();
            StateHasChanged();
        }));
    }

    private void Look() => (_status, _circuits) = (Ingest.Status, Circuits.Read());

    private string Name(string consumer) => T["consumer." + consumer] is { ResourceNotFound: false } known ? known.Value : consumer;

    private string Alarm(string code) => T["alarm." + code] is { ResourceNotFound: false } known ? known.Value : code;

    private string OpenConnections() =>
        Format.List(_status.Doors.OpenByTransport.Where(open => open.Value > 0).Select(open => $"{T["doors.transport." + open.Key]} {DisplayFormat.Count(open.Value)}"));

    /// <summary>The commonest first; a reason without a word of its own is told by its name in the standard.</summary>
    private string Reasons(IReadOnlyDictionary<string, long> counts) => counts.Values.Sum() == 0
        ? T["doors.none"]
        : Format.List(counts.Where(reason => reason.Value > 0).OrderByDescending(reason => reason.Value)
            .Select(reason => $"{(T["doors.reason." + reason.Key] is { ResourceNotFound: false } known ? known.Value : reason.Key)} {DisplayFormat.Count(reason.Value)}"));

    private string Waiting(TimeSpan lag) => lag < TimeSpan.FromSeconds(1) ? "" : lag < TimeSpan.FromMinutes(2) ? Format.Quantity(Math.Round(lag.TotalSeconds), "s") : Format.Quantity(Math.Round(lag.TotalMinutes), "min");

    private string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => Format.Quantity(bytes, "B"),
        < 1 << 20 => Format.Quantity(bytes / 1024d, "KiB"),
        < 1 << 30 => Format.Quantity(bytes / (1024d * 1024), "MiB"),
        _ => Format.Quantity(bytes / (1024d * 1024 * 1024), "GiB"),
    };
}

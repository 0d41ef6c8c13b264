using System.Diagnostics.Metrics;
using Facilities.Dashboard.Circuits;
using Facilities.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Dashboard.Tests;

/// <summary>Open pages and what they hold, as the service counts them.</summary>
public sealed class Circuits_Tests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTime _time = new();
    private readonly CircuitMetrics _metrics;
    private long _heap = 100;

    public Circuits_Tests() => _metrics = new CircuitMetrics(_services.GetRequiredService<IMeterFactory>(), () => _heap);

    [Fact]
    public async Task Memory_of_a_page_is_what_the_heap_gained_since_there_was_none()
    {
        _heap = 140;
        var (one, two) = (await OpenAsync(), await OpenAsync());
        _heap = 200;
        _metrics.Read().ShouldBe(new CircuitCounts(Open: 2, Waiting: 0, Opened: 2, Closed: 0, Evicted: 0, HeapBytes: 200, HeapBytesWithout: 140));
        _metrics.Read().BytesPerCircuit.ShouldBe(30);

        await one.OnCircuitClosedAsync(null!, default);
        await two.OnCircuitClosedAsync(null!, default);
        _metrics.Read().BytesPerCircuit.ShouldBe(0);
        _heap = 150;
        await OpenAsync();
        _heap = 145;
        (_metrics.Read().HeapBytesWithout, _metrics.Read().BytesPerCircuit).ShouldBe((150, 0));
    }

    [Fact]
    public async Task A_page_that_is_left_is_closed_and_one_that_is_waited_for_in_vain_is_evicted()
    {
        var (left, lost, back) = (await OpenAsync(), await OpenAsync(), await OpenAsync());
        foreach (var page in (CircuitCounting[])[left, lost, back]) await page.OnConnectionDownAsync(null!, default);
        _metrics.Read().Waiting.ShouldBe(3);
        await left.OnCircuitClosedAsync(null!, default);
        _time.Advance(TimeSpan.FromMinutes(3));
        await back.OnConnectionUpAsync(null!, default);
        await lost.OnCircuitClosedAsync(null!, default);

        var counts = _metrics.Read();
        (counts.Open, counts.Waiting, counts.Opened, counts.Closed, counts.Evicted).ShouldBe((1, 0, 3, 2, 1));
    }

    [Fact]
    public async Task The_meter_tells_the_same()
    {
        await OpenAsync();
        _heap = 164;
        var told = new Dictionary<string, long>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, all) => { if (instrument.Meter.Name == CircuitMetrics.MeterName) all.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => told[instrument.Name] = value);
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => told[instrument.Name] = value);
        listener.Start();

        listener.RecordObservableInstruments();

        (told["facilities.circuits.open"], told["facilities.circuits.opened"], told["facilities.circuits.memory"]).ShouldBe((1, 1, 64));
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _services.Dispose();
    }

    private async Task<CircuitCounting> OpenAsync()
    {
        var page = new CircuitCounting(_metrics, _time);
        await page.OnCircuitOpenedAsync(null!, default);
        await page.OnConnectionUpAsync(null!, default);
        return page;
    }
}

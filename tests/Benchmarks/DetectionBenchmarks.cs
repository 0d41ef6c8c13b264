using BenchmarkDotNet.Attributes;
using Facilities.Detection;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Benchmarks;

/// <summary>
/// Cost of judging a sample: 10,000 elevators with the built-in template, messages of eight samples in turn. <c>Status</c> is what a
/// lift sends between trips (rules only), <c>Trip</c> the values of a trip (rules, own baselines and the trained vector on every message).
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class DetectionBenchmarks
{
    private const int Elevators = 10_000;
    private const int Samples = 8;
    private const int Messages = 20_000;

    private static readonly string[] StatusKeys = ["car_floor", "car_speed", "load_pct", "in_door_zone", "mains_ok", "backup_v", "motor_temp_c", "seq"];
    private static readonly string[] TripKeys = ["motor_current_a", "motor_temp_c", "door_close_s", "brake_release_ms", "stop_distance_mm", "leveling_mm", "vib_z", "vib_xy"];
    private static readonly double[] TripHealthy = [12, 40, 3, 150, 60, 2, 0.15, 0.1];

    private readonly FindingList _findings = [];
    private readonly double[] _drawn = new double[4096 * Samples];
    private readonly PointValue[] _status = new PointValue[Samples];
    private readonly PointValue[] _trip = new PointValue[Samples];
    private readonly DetectionEngine _engine = new();
    private long _now;
    private int _next;
    private int _trips;

    [GlobalSetup]
    public void Setup()
    {
        // Drawn beforehand: what is measured is the judging.
        var random = new Random(1);
        for (var i = 0; i < _drawn.Length; i++) _drawn[i] = TripHealthy[i % Samples] * (0.95 + (0.1 * random.NextDouble()));
        var template = AssetTemplateCatalog.Load()["elevator"];
        var profile = template.Profile(new AssetOverrides { Vectors = new Dictionary<string, VectorOverride> { ["trip"] = new() { TrainingRows = 300 } } });
        for (var i = 1; i <= Elevators; i++) _engine.Add(new(i), profile);
        for (var i = 0; i < Samples; i++)
        {
            _status[i] = new PointValue(template.PointTable[StatusKeys[i]].No, 1);
            _trip[i] = new PointValue(template.PointTable[TripKeys[i]].No, 1);
        }

        _now = 1_750_000_000_000;
        for (var i = 0; i < 320 * Elevators; i++) SendTrip();
    }

    [Benchmark(OperationsPerInvoke = Messages * Samples)]
    public void Status()
    {
        for (var i = 0; i < Messages; i++)
        {
            _status[0] = _status[0] with { Value = i % 30 };
            _status[2] = _status[2] with { Value = i % 4 };
            _status[6] = _status[6] with { Value = 40 + (i % 16 * 0.1) };
            _status[7] = _status[7] with { Value = _now };
            Send(_status);
        }
    }

    [Benchmark(OperationsPerInvoke = Messages * Samples)]
    public void Trip()
    {
        for (var i = 0; i < Messages; i++) SendTrip();
    }

    private void SendTrip()
    {
        var from = _trips++ % 4093 * Samples;
        for (var j = 0; j < Samples; j++) _trip[j] = _trip[j] with { Value = _drawn[from + j] };
        Send(_trip);
    }

    private void Send(PointValue[] values)
    {
        // Every lift speaks once in ten seconds.
        if (_next == Elevators) (_next, _now) = (0, _now + 10_000);
        _engine.Observe(new Reading { Source = new(++_next), EventTimeUnixMs = _now, ReceiveTimeUnixMs = _now, Values = values }, _findings);
        if (_findings.Count > 1_000) _findings.Clear();
    }
}

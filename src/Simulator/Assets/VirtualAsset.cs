using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Work;

namespace Facilities.Simulator.Assets;

/// <summary>
/// One simulated asset as a set of processes that each sleep until an instant of site time (discrete-event simulation): a process
/// is an iterator that yields the instant at which it wants to go on. <see cref="Step"/> wakes the one that is due first.
/// The same code thus plays the past in seconds and the present at the site clock's speed. Not thread-safe.
/// </summary>
internal abstract class VirtualAsset : IDisposable
{
    protected const long Second = 1_000;
    protected const long Minute = 60_000;
    protected const long Hour = 3_600_000;
    protected const long Day = 24 * Hour;

    private readonly List<Sleeper> _sleepers = [];
    private readonly List<FaultInjection> _faults;
    private readonly Report _report = new();
    private readonly IReadOnlyList<PlannedAct> _acts;
    private readonly List<(long FromUnixMs, long ToUnixMs)> _gaps;
    private Action<SimulatedMessage>? _sink;

    protected VirtualAsset(SitePlan site, AssetPlan plan, long startUnixMs)
    {
        Site = site;
        Plan = plan;
        StartUnixMs = startUnixMs;
        NowUnixMs = startUnixMs;
        Local = new SiteCalendar(site.UtcOffset);
        _faults = [.. plan.Faults];
        _acts = PlannedAct.Of(site, plan);
        _gaps = [.. PlannedAct.Gaps(plan)];
        TelemetryTopic = $"fm/v1/{site.Code}/{plan.Code}/telemetry";
        foreach (var act in _acts) Run(Play(act));
    }

    public AssetPlan Plan { get; }

    public string TelemetryTopic { get; }

    public long StartUnixMs { get; }

    /// <summary>Site time of the event that is being, or was last, played.</summary>
    public long NowUnixMs { get; private set; }

    /// <summary>Site time of the next event.</summary>
    public long NextUnixMs { get; private set; } = long.MaxValue;

    protected SitePlan Site { get; }

    protected SiteCalendar Local { get; }

    /// <summary>Hour of the site's day, 0 to 24.</summary>
    protected double HourOfDay => Local.HourOfDay(NowUnixMs);

    protected double OutdoorC => Local.OutdoorC(NowUnixMs);

    /// <summary>Plays the next event; its payloads go to <paramref name="sink"/> with ascending times.</summary>
    public void Step(Action<SimulatedMessage> sink)
    {
        if (NextUnixMs == long.MaxValue) return;
        _sink = sink;
        NowUnixMs = NextUnixMs;
        var due = 0;
        for (var i = 1; i < _sleepers.Count; i++)
        {
            if (_sleepers[i].WakeUnixMs < _sleepers[due].WakeUnixMs) due = i;
        }
        if (_sleepers[due].Process.MoveNext())
        {
            // A process that asks for the past or the present goes on one millisecond later: time always advances for it.
            _sleepers[due] = _sleepers[due] with { WakeUnixMs = Math.Max(_sleepers[due].Process.Current, NowUnixMs + 1) };
        }
        else
        {
            _sleepers[due].Process.Dispose();
            _sleepers.RemoveAt(due);
        }
        FindNext();
    }

    /// <summary>Lays a fault on the asset from now on; takes effect at its start.</summary>
    public void Inject(FaultInjection fault) => _faults.Add(fault);

    /// <summary>Ends every fault that has started. Those that lie ahead stay.</summary>
    public void EndFaults(long unixMs)
    {
        for (var i = 0; i < _faults.Count; i++)
        {
            var fault = _faults[i];
            if (fault.StartUnixMs <= unixMs && fault.EndUnixMs > unixMs)
                _faults[i] = fault with { Duration = TimeSpan.FromMilliseconds(Math.Max(1, unixMs - fault.StartUnixMs)) };
        }
    }

    public void Dispose()
    {
        foreach (var sleeper in _sleepers) sleeper.Process.Dispose();
        _report.Dispose();
    }

    protected SeededRandom Random(string purpose) => SeededRandom.For(Plan.Seed, purpose);

    /// <summary>Starts a process; its first part runs at the asset's start.</summary>
    protected void Run(IEnumerable<long> process)
    {
        _sleepers.Add(new Sleeper(process.GetEnumerator(), StartUnixMs));
        FindNext();
    }

    /// <summary>The strongest level of a fault now; 0 when it isn't there.</summary>
    protected double Level(FaultKind kind)
    {
        var level = 0.0;
        foreach (var fault in _faults)
        {
            if (fault.Kind == kind) level = Math.Max(level, fault.LevelAt(NowUnixMs));
        }
        return level;
    }

    protected bool Has(FaultKind kind) => Level(kind) > 0;

    /// <summary>The first fault of these kinds that isn't over and was not <paramref name="played"/> yet.</summary>
    protected FaultInjection? Pending(ReadOnlySpan<FaultKind> kinds, HashSet<long> played)
    {
        FaultInjection? first = null;
        foreach (var fault in _faults)
        {
            if (!kinds.Contains(fault.Kind) || fault.EndUnixMs <= NowUnixMs || played.Contains(fault.StartUnixMs)) continue;
            if (first is null || fault.StartUnixMs < first.StartUnixMs) first = fault;
        }
        return first;
    }

    /// <summary>When the fault that started at <paramref name="startUnixMs"/> ends: <see cref="EndFaults"/> may have moved it.</summary>
    protected long EndOf(long startUnixMs)
    {
        foreach (var fault in _faults)
        {
            if (fault.StartUnixMs == startUnixMs) return fault.EndUnixMs;
        }
        return NowUnixMs;
    }

    /// <summary>True in every other two minutes while the flapping fault lasts.</summary>
    protected bool Flapped => Has(FaultKind.Flapping) && NowUnixMs / (2 * Minute) % 2 == 0;

    /// <summary>A device that reports nothing, as seen from the gateway.</summary>
    protected virtual bool Silent => Has(FaultKind.AssetSilent) || _gaps.Exists(gap => gap.FromUnixMs <= NowUnixMs && NowUnixMs < gap.ToUnixMs);

    /// <summary>Whether people hold a point at a value now.</summary>
    protected bool IsWorkedOn(string point) => ActOn(point) is not null;

    protected Report NewReport() => _report.Begin(NowUnixMs, Has(FaultKind.SensorFrozen), _acts.Count == 0 ? null : ActOn);

    /// <summary>Sends the report that <see cref="NewReport"/> began, unless it is empty or the asset is silent.</summary>
    protected void Send(Report report)
    {
        var payload = report.End();
        if (report.Count > 0 && !Silent) _sink!(new SimulatedMessage(this, NowUnixMs, payload));
    }

    /// <summary>The next instant that is a whole multiple of <paramref name="intervalMs"/>, shifted so that assets don't report in step.</summary>
    protected long NextBeat(long intervalMs)
    {
        var phase = (long)((uint)Plan.Seed * 2_654_435_761UL % (ulong)intervalMs);
        return (NowUnixMs - phase) / intervalMs * intervalMs + intervalMs + phase;
    }

    private PlannedAct? ActOn(string point)
    {
        for (var i = _acts.Count - 1; i >= 0; i--)
        {
            if (_acts[i].Point == point && _acts[i].IsOn(NowUnixMs)) return _acts[i];
        }
        return null;
    }

    /// <summary>Says what is done every second at first and then every ten; what goes back to rest says so more than once, for a report may be lost.</summary>
    private IEnumerable<long> Play(PlannedAct act)
    {
        while (NowUnixMs < act.FromUnixMs) yield return Math.Min(act.FromUnixMs, NowUnixMs + Day);
        while (NowUnixMs < act.ToUnixMs)
        {
            Send(NewReport().Acted(act));
            yield return Math.Min(act.ToUnixMs, NowUnixMs + (NowUnixMs - act.FromUnixMs < Minute ? Second : 10 * Second));
        }
        // Long over when the asset begins: nobody remembers.
        if (act.ToUnixMs <= StartUnixMs) yield break;
        for (var i = 0; i < 5; i++)
        {
            Send(NewReport().Acted(act));
            yield return NowUnixMs + 2 * Second;
        }
    }

    private void FindNext()
    {
        var next = long.MaxValue;
        foreach (var sleeper in _sleepers) next = Math.Min(next, sleeper.WakeUnixMs);
        NextUnixMs = next;
    }

    private readonly record struct Sleeper(IEnumerator<long> Process, long WakeUnixMs);
}

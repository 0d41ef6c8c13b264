using System.Buffers;
using Facilities.Telemetry;

namespace Facilities.Detection.Tests;

/// <summary>An engine with one source, driven in seconds from a fixed start.</summary>
internal sealed class Rig
{
    public const long Start = 1_750_000_000_000;

    public static readonly SourceId Source = new(7);

    private readonly DetectionProfile _profile;
    private int _told;

    public Rig(DetectionProfile profile, DetectionOptions? options = null)
    {
        _profile = profile;
        Engine = new DetectionEngine(options);
        Engine.Add(Source, profile);
    }

    public DetectionEngine Engine { get; private set; }

    public FindingList Findings { get; } = [];

    /// <summary>Findings since it was last asked, as "Kind rule".</summary>
    public string[] News()
    {
        var news = Findings.Skip(_told).Select(f => $"{f.Kind} {f.RuleKey}").ToArray();
        _told = Findings.Count;
        return news;
    }

    public Finding Last => Findings[^1];

    /// <summary>A reading at a second, received at once.</summary>
    public void At(double at, params (string Point, double Value)[] values) => Send(at, 0, ReadingFlags.None, values);

    public void Late(double at, double receivedAt, params (string Point, double Value)[] values) => Send(at, receivedAt - at, ReadingFlags.None, values);

    public void Retained(double at, double receivedAt, params (string Point, double Value)[] values) => Send(at, receivedAt - at, ReadingFlags.Retained, values);

    public void Send(double at, double delay, ReadingFlags flags, params (string Point, double Value)[] values)
    {
        var points = values.Select(v => new PointValue(_profile.Points.Single(p => p.Definition.Key == v.Point).Definition.No, v.Value)).ToArray();
        Engine.Observe(new Reading
        {
            Source = Source,
            EventTimeUnixMs = Ms(at),
            ReceiveTimeUnixMs = Ms(at + delay),
            Flags = flags,
            Values = points,
        }, Findings);
    }

    public void Tick(double at) => Engine.Tick(Ms(at), Findings);

    /// <summary>Ends the process and starts it again with the saved state.</summary>
    public void Restart(DetectionProfile? profile = null)
    {
        var state = Saved();
        Engine = new DetectionEngine(Engine.Options);
        Engine.Add(Source, profile ?? _profile);
        Engine.Load(state);
    }

    public byte[] Saved()
    {
        var buffer = new ArrayBufferWriter<byte>();
        Engine.Save(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    public static long Ms(double second) => Start + (long)(second * 1000);
}

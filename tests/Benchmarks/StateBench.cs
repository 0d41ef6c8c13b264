using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Facilities.Detection;
using Facilities.Ingest.Consumers;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Benchmarks;

/// <summary>
/// <c>state --assets N [--training] [--folder DIR]</c>: the detectors' memory of a city and how long it takes to have it back from disk. The built-in types in turn, lifts
/// and emergency lights twice, which makes 15 points an asset; one of each is trained (or half trained), and the file holds its state under N numbers.
/// </summary>
internal static class StateBench
{
    private const int Piece = 1 << 16;
    private const int HeadLength = 26;

    private static readonly string[] Turn =
        ["elevator", "booster-pump", "fire-pump", "fire-alarm", "smoke-detector", "emergency-light", "lighting-circuit", "elevator", "emergency-light"];

    public static int Run(string[] args)
    {
        var assets = Number(args, "--assets", 30_000);
        var folder = Directory.CreateDirectory(Path.Combine(Text(args, "--folder") ?? Path.GetTempPath(), $"facilities-state-{Guid.NewGuid():N}"));
        try
        {
            Measure(assets, args.Contains("--training"), Path.Combine(folder.FullName, "detectors"));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(int assets, bool training, string path)
    {
        var catalog = AssetTemplateCatalog.Load();
        var kinds = Turn.Distinct().ToDictionary(type => type, type => (Profile: Profile(catalog[type], training), Saved: Saved(catalog[type], training)));
        var points = Enumerable.Range(0, assets).Sum(i => (long)kinds[Turn[i % Turn.Length]].Profile.Points.Count);
        Write(path, assets, i => kinds[Turn[i % Turn.Length]].Saved);
        var before = Managed();
        var (began, cpu) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        var engine = new DetectionEngine();
        for (var i = 0; i < assets; i++) engine.Add(new SourceId(i + 1), kinds[Turn[i % Turn.Length]].Profile);
        var loaded = Load(path, engine);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var busy = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        var peak = Process.GetCurrentProcess().PeakWorkingSet64;
        var resident = Managed() - before;
        if (loaded.Sources != assets || loaded.ChangedParts != 0) throw new InvalidOperationException($"{loaded} of {assets} assets came back.");
        GC.KeepAlive(engine);
        Say($"assets {assets}, points {points}, {(training ? "in the middle of their training" : "trained")}");
        Say($"state on disk {new FileInfo(path).Length / 1048576.0:F0} MiB, {(double)new FileInfo(path).Length / points:F0} B a point");
        Say($"resident {resident / 1048576.0:F0} MiB, {(double)resident / points:F0} B a point (target <= 512)");
        Say($"restored in {seconds:F1} s, of which {busy:F1} s processor time; peak working set {peak / 1048576.0:F0} MiB");
        Judge(engine, kinds["elevator"].Profile, assets);
    }

    /// <summary>What a lift says after a trip, from every lift in turn, by the processor's clock: others on the machine count less.</summary>
    private static void Judge(DetectionEngine engine, DetectionProfile profile, int assets)
    {
        var lifts = Enumerable.Range(0, assets).Where(i => Turn[i % Turn.Length] == "elevator").Select(i => new SourceId(i + 1)).Take(10_000).ToArray();
        var channels = profile.Vectors[0].Channels.Select(channel => profile.Points.Single(point => point.Definition.Key == channel.Point)).ToArray();
        var values = new PointValue[channels.Length];
        var (random, found, now, best) = (new Random(1), new FindingList(), engine.NowUnixMs, double.MaxValue);
        var drawn = Enumerable.Range(0, 4_096).Select(_ => 0.99 + (0.02 * random.NextDouble())).ToArray();
        for (var round = 0; round < 60; round++)
        {
            now += 10_000;
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            for (var i = 0; i < lifts.Length; i++)
            {
                for (var j = 0; j < values.Length; j++) values[j] = new PointValue(channels[j].Definition.No, Middle(channels[j].Definition) * drawn[((i * 7) + (j * 13) + round) & 4_095]);
                engine.Observe(new Reading { Source = lifts[i], EventTimeUnixMs = now, ReceiveTimeUnixMs = now, Values = values }, found);
            }

            best = Math.Min(best, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalNanoseconds / (lifts.Length * values.Length));
            found.Clear();
        }

        Say($"a trip's samples judged in {best:F0} ns of processor time each (best of 60 rounds over {lifts.Length} lifts, {values.Length} samples a message)");
    }

    private static DetectionLoadResult Load(string path, DetectionEngine engine)
    {
        var saved = new DetectorStateFile(path).Read(out _) ?? throw new InvalidOperationException("The state can't be read.");
        return engine.Load(saved.State.Span);
    }

    private static DetectionProfile Profile(AssetTemplate template, bool training) => template.Profile(training ? null : new AssetOverrides
    {
        Vectors = template.Vectors.ToDictionary(vector => vector.Definition.Key, _ => new VectorOverride { TrainingRows = VectorDefinition.LeastTrainingRows }),
    });

    /// <summary>The state of one asset that has seen its points move, its pump start and its counters count.</summary>
    private static byte[] Saved(AssetTemplate template, bool training)
    {
        var (engine, random, found) = (new DetectionEngine(), new Random(1), new FindingList());
        var profile = Profile(template, training);
        engine.Add(new SourceId(1), profile);
        var now = 1_750_000_000_000;
        for (var t = 0; t < (training ? 2_000 : 6_000); t++)
        {
            now += 10_000;
            var values = profile.Points.Select(point => new PointValue(point.Definition.No, Value(point.Definition, t, random))).ToArray();
            engine.Observe(new Reading { Source = new SourceId(1), EventTimeUnixMs = now, ReceiveTimeUnixMs = now, Values = values }, found);
            found.Clear();
        }

        var buffer = new ArrayBufferWriter<byte>();
        engine.Save(buffer);
        return buffer.WrittenSpan[..^8].ToArray();
    }

    private static double Value(PointDefinition point, int t, Random random) => point.Kind switch
    {
        PointKind.Flag => t / 6 % 2,
        PointKind.State => Math.Max(0, point.States.ToList().IndexOf("normal")),
        PointKind.Counter => t,
        _ => Middle(point) * (0.99 + (0.02 * random.NextDouble())),
    };

    private static double Middle(PointDefinition point) => ((point.RangeMin ?? 0) + (point.RangeMax ?? 100)) / 2;

    private static void Write(string path, int assets, Func<int, byte[]> saved)
    {
        using var file = new DetectorStateFile(path).Begin(JournalPosition.Start, []);
        var (writer, hash) = (new StateWriter(), ContentHash.Offset);
        var head = saved(0).AsSpan(0, HeadLength).ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(HeadLength - 4), assets);
        Append(head);
        for (var i = 0; i < assets; i++)
        {
            writer.Int32(i + 1);
            // Without the number that it was saved under.
            Append(saved(i).AsSpan(HeadLength + 4));
        }

        Pass(writer.Length);
        writer.UInt64(hash);
        file.Write(writer.Written);
        file.Commit();

        void Append(ReadOnlySpan<byte> bytes)
        {
            foreach (var b in bytes) writer.Byte(b);
            if (writer.Length >= Piece) Pass(writer.Length & ~7);
        }

        void Pass(int length)
        {
            hash = ContentHash.Append(hash, writer.Written[..length]);
            file.Write(writer.Written[..length]);
            writer.Drop(length);
        }
    }

    private static long Managed()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static string? Text(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static int Number(string[] args, string name, int usual) => Text(args, name) is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : usual;
}

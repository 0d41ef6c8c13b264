using System.Collections.Concurrent;
using Facilities.Telemetry;

namespace Facilities.Detection;

/// <summary>
/// Reads the engine's sources from other threads without a lock: it copies, and copies again if the engine wrote meanwhile
/// (a sequence lock with one writer). After many tries it takes what it has; a torn copy of last values harms nobody.
/// </summary>
internal sealed class FreshnessView(ConcurrentDictionary<int, SourceState> sources) : IFreshnessView
{
    private const int Tries = 100;

    public int Count => sources.Count;

    public SourceFreshness? Get(SourceId source, long nowUnixMs)
    {
        if (!sources.TryGetValue(source.Value, out var state)) return null;
        return Read(state, source => Copy(source, nowUnixMs));
    }

    public LearnedRange? Learned(SourceId source, ushort point) =>
        sources.TryGetValue(source.Value, out var state) ? Read(state, watched => Learned(watched, point)) : null;

    public FreshnessState StateOf(SourceId source, long nowUnixMs) =>
        sources.TryGetValue(source.Value, out var state) ? StateOf(state, nowUnixMs) : FreshnessState.Never;

    private static T Read<T>(SourceState state, Func<SourceState, T> copy)
    {
        for (var i = 0; i < Tries; i++)
        {
            var before = state.Version;
            if ((before & 1) != 0)
            {
                Thread.SpinWait(20);
                continue;
            }

            var read = copy(state);
            Thread.MemoryBarrier();
            if (state.Version == before) return read;
        }

        return copy(state);
    }

    private static FreshnessState StateOf(SourceState state, long nowUnixMs)
    {
        if (state.LastReceiveMs == 0) return FreshnessState.Never;
        return nowUnixMs - state.LastReceiveMs > state.Compiled.SilentMs ? FreshnessState.Stale : FreshnessState.Fresh;
    }

    private static SourceFreshness Copy(SourceState state, long nowUnixMs)
    {
        var asset = StateOf(state, nowUnixMs);
        var points = new PointFreshness[state.Points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            ref readonly var definition = ref state.Compiled.Points[i];
            var point = state.Points[i];
            points[i] = new PointFreshness(definition.No, StateOf(definition, point, asset, nowUnixMs), point.Value, point.EventMs);
        }

        var vectors = new VectorProgress[state.Vectors.Length];
        for (var i = 0; i < vectors.Length; i++)
        {
            var vector = state.Vectors[i];
            var definition = state.Compiled.Vectors[i].Definition;
            vectors[i] = new VectorProgress(definition.Key, vector.Ewma.Rows, definition.TrainingRows, vector.Ewma.Trained, vector.LastScore);
        }

        return new SourceFreshness
        {
            Source = state.Source,
            State = asset,
            LastEventUnixMs = state.LastEventMs,
            LastReceiveUnixMs = state.LastReceiveMs,
            Points = points,
            Vectors = vectors,
        };
    }

    private static LearnedRange? Learned(SourceState state, ushort point)
    {
        for (var i = 0; i < state.Vectors.Length; i++)
        {
            var ewma = state.Vectors[i].Ewma;
            if (!ewma.Trained) continue;
            var vector = state.Compiled.Vectors[i];
            for (var j = 0; j < vector.Channels.Length; j++)
            {
                if (state.Compiled.Points[vector.Channels[j]].No == point)
                    return new LearnedRange(vector.Definition.Key, ewma.Channel(j).Expected, ewma.Baseline(j).Deviation, ewma.TrainingRows);
            }
        }

        return null;
    }

    private static FreshnessState StateOf(in CompiledPoint definition, in PointState point, FreshnessState asset, long nowUnixMs)
    {
        if ((point.Flags & PointFlags.Seen) == 0) return FreshnessState.Never;
        if ((point.Flags & PointFlags.Held) != 0) return FreshnessState.Stale;
        if (point.Trouble is SensorTrouble.Bad or SensorTrouble.Frozen || point.BadCount > 0) return FreshnessState.Bad;
        if (definition.StaleMs == 0) return asset;
        return nowUnixMs - point.EventMs > definition.StaleMs ? FreshnessState.Stale : FreshnessState.Fresh;
    }
}

using System.Numerics;
using Facilities.Telemetry;

namespace Facilities.Detection;

public sealed partial class DetectionEngine
{
    /// <summary>Judges one reading. Readings of unknown sources and points are ignored; duplicates and values older than the newest
    /// of their point change nothing. Allocates only to make a finding or when a baseline has finished training.</summary>
    public void Observe(in Reading reading, IFindingSink sink)
    {
        Advance(reading.ReceiveTimeUnixMs, sink);
        if (!_sources.TryGetValue(reading.Source.Value, out var state)) return;
        var retained = (reading.Flags & ReadingFlags.Retained) != 0;
        // Retained without a device time: nobody can say how old it is.
        if (retained && (reading.Flags & ReadingFlags.NoDeviceTime) != 0) return;

        Fetch(state, reading.Values);
        state.BeginWrite();
        var eventMs = reading.EventTimeUnixMs;
        var age = reading.ReceiveTimeUnixMs - eventMs;
        var late = age > _lateAfterMs;
        if (late && state.LateSince != 0) state.LateReceive = NowUnixMs;
        if (!retained || age <= state.Compiled.SilentMs) TakeLife(state, eventMs, reading.ReceiveTimeUnixMs, sink);

        var at = state.LastEventMs;
        var judged = state.Pending | state.Compiled.AlwaysJudged | _returned;
        var channels = 0ul;
        var triggered = 0ul;
        _fedCount = 0;
        _standstill = false;
        foreach (ref readonly var value in reading.Values)
        {
            var index = state.Compiled.IndexOf(value.Point);
            if (index >= 0) TakeValue(state, index, value.Value, eventMs, retained ? age : 0, ref judged, ref channels, ref triggered, sink);
        }

        if (_standstill || state.Doubted != 0) judged |= Doubt(state);
        FeedLeaves(state);
        _evaluation.Source = state;
        _evaluation.At = at;
        for (; judged != 0; judged &= judged - 1) JudgeRule(state, BitOperations.TrailingZeroCount(judged), late, sink);
        _evaluation.BegunMs = long.MaxValue;
        if (at > state.NextPointDue) MissPoints(state, at, sink);
        if (state.Vectors.Length > 0 && eventMs == at) TakeRows(state, at, channels, triggered, late, sink);
        state.EndWrite();
    }

    /// <summary>Asks for all that judging this reading will touch, before it is touched bit by bit.</summary>
    private static void Fetch(SourceState state, ReadOnlySpan<PointValue> values)
    {
        var compiled = state.Compiled;
        Prefetch.All(state.Cells);
        var judged = 0ul;
        foreach (ref readonly var value in values)
        {
            var index = compiled.IndexOf(value.Point);
            if (index < 0) continue;
            Prefetch.One(ref state.Points[index]);
            judged |= compiled.Dependents[index] | compiled.SampleDependents[index];
        }

        for (; judged != 0; judged &= judged - 1) Prefetch.One(ref state.Rules[BitOperations.TrailingZeroCount(judged)]);
    }

    private FeedSample[] _fed = new FeedSample[64];
    private int _fedCount;

    /// <summary>A point of the reading repeats itself longer than it is known to.</summary>
    private bool _standstill;

    /// <summary>Rules to judge because the asset is back after a silence; set by <see cref="TakeLife"/>.</summary>
    private ulong _returned;

    /// <summary>Notes that the asset lives. After a pause its points get time to report again before they are missed.</summary>
    private void TakeLife(SourceState state, long eventMs, long receiveMs, IFindingSink sink)
    {
        _returned = 0;
        if (eventMs > state.LastLifeMs)
        {
            var pause = eventMs - state.LastLifeMs;
            if (pause > state.Compiled.ShortestStaleMs)
            {
                state.ReturnedMs = eventMs;
                if (state.NextPointDue != long.MaxValue) state.NextPointDue = Math.Max(state.NextPointDue, eventMs + state.Compiled.ShortestStaleMs);
            }

            // Every value on change becomes known again at once, so every rule must look.
            if (pause > state.Compiled.SilentMs) _returned = state.AllRules;
            state.LastLifeMs = eventMs;
        }

        if (eventMs > state.LastEventMs) state.LastEventMs = eventMs;
        if (receiveMs > state.LastReceiveMs) state.LastReceiveMs = receiveMs;
        state.SilenceAsked = 0;
        if (state.SilentSince != 0) ClearSilence(state, eventMs, sink);
        // A later due time needs no change: the slot comes out early once and is put back.
        if (_due.DueOf(state.Slot) == long.MaxValue) Rearm(state);
    }

    private void TakeValue(SourceState state, int index, double value, long eventMs, long retainedAge, ref ulong judged, ref ulong channels, ref ulong triggered, IFindingSink sink)
    {
        ref readonly var definition = ref state.Compiled.Points[index];
        ref var point = ref state.Points[index];
        var seen = (point.Flags & PointFlags.Seen) != 0;
        if (seen && eventMs <= point.EventMs) return;

        var limit = definition.StaleMs > 0 ? definition.StaleMs : state.Compiled.SilentMs;
        if (retainedAge > limit)
        {
            if (seen || !IsUsable(definition, value)) return;
            (point.Value, point.EventMs, point.ChangedMs, point.Flags) = (value, eventMs, eventMs, PointFlags.Seen | PointFlags.Held);
            return;
        }

        if (!IsUsable(definition, value) || IsJump(definition, point, value, eventMs, seen))
        {
            TakeUnusable(state, index, value, eventMs, sink);
            judged |= state.Compiled.Dependents[index];
            return;
        }

        var held = (point.Flags & PointFlags.Held) != 0;
        var old = seen && !held ? point.Value : double.NaN;
        var oldEventMs = seen && !held ? point.EventMs : 0;
        // Unknown until now: a value that is the same as before may still change what is known.
        var paused = definition.StaleMs > 0 && eventMs - oldEventMs > definition.StaleMs;
        if (value != old || point.BadCount > 0 || paused) judged |= state.Compiled.Dependents[index];

        if (state.Compiled.Triggers[index] != 0) triggered |= Triggered(state, index, old, value);
        var changedMs = point.ChangedMs;
        if (value != old || paused)
        {
            if (definition.Measured && !paused && seen) Standstill.TakeMove(ref point);
            // The same value after a pause does not mean that it stood still in between.
            point.ChangedMs = eventMs;
            point.Value = value;
            point.SameCount = 0;
        }
        else
        {
            if (point.SameCount < byte.MaxValue) point.SameCount++;
            _standstill |= definition.Measured && Standstill.IsStill(point);
        }

        channels |= state.Compiled.ChannelOf[index];
        point.EventMs = eventMs;
        point.Flags = PointFlags.Seen;
        if (definition.StaleMs > 0) state.NextPointDue = Math.Min(state.NextPointDue, Math.Max(eventMs, state.ReturnedMs) + definition.StaleMs);
        if ((point.BadCount | (byte)point.Trouble) != 0 || definition.FrozenMs > 0) TakeUsable(state, index, eventMs, sink);
        if (state.Compiled.Feeds[index] is null) return;
        judged |= state.Compiled.SampleDependents[index];
        if (_fedCount == _fed.Length) Array.Resize(ref _fed, 2 * _fed.Length);
        _fed[_fedCount++] = new FeedSample(index, old, value, eventMs, oldEventMs, changedMs);
    }

    /// <summary>Only when the whole reading is stored: what belongs to one instant must not depend on the order of a payload's keys.</summary>
    private void FeedLeaves(SourceState state)
    {
        for (var i = 0; i < _fedCount; i++)
        {
            if (state.IsDoubted(_fed[i].Point)) continue;
            foreach (var leaf in state.Compiled.Feeds[_fed[i].Point]!) leaf.Feed(state, _fed[i]);
        }
    }

    /// <summary>Says anew which points are believed. Gives the rules to judge: all, if that changed.</summary>
    private static ulong Doubt(SourceState state)
    {
        var doubted = Standstill.Doubted(state);
        if (doubted == state.Doubted) return 0;
        state.Doubted = doubted;
        return state.AllRules;
    }

    private static bool IsUsable(in CompiledPoint definition, double value) => value >= definition.Min && value <= definition.Max;

    /// <summary>A step no body can make in that time. A new level that stays is believed after a while: the sensor was replaced.</summary>
    private static bool IsJump(in CompiledPoint definition, in PointState point, double value, long eventMs, bool seen) =>
        seen && point.BadCount < 10 && eventMs - point.EventMs <= definition.StaleMs && Math.Abs(value - point.Value) > definition.MaxStep;

    /// <summary>The vectors whose row this sample asks for: the report of a trip or test, a counter that moved, a start.</summary>
    private static ulong Triggered(SourceState state, int index, double old, double value)
    {
        var triggered = 0ul;
        for (var i = 0; i < state.Compiled.Vectors.Length; i++)
        {
            var vector = state.Compiled.Vectors[i];
            if (vector.Trigger != index) continue;
            var asks = vector.Definition.Kind switch
            {
                VectorKind.Start => value == 1 && old == 0,
                _ => !vector.TriggerCounts || value > old,
            };
            if (asks) triggered |= 1ul << i;
        }

        return triggered;
    }
}

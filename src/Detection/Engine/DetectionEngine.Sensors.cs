namespace Facilities.Detection;

public sealed partial class DetectionEngine
{
    private void TakeUnusable(SourceState state, int index, double value, long eventMs, IFindingSink sink)
    {
        ref var point = ref state.Points[index];
        if (point.BadCount == 0 && point.Trouble == SensorTrouble.None) point.TroubleMs = eventMs;
        if (point.BadCount < byte.MaxValue) point.BadCount++;
        point.GoodCount = 0;
        point.EventMs = eventMs;
        if (point.Trouble != SensorTrouble.None || point.BadCount < Options.BadSamples) return;
        point.Trouble = SensorTrouble.Bad;
        TellSensor(state, index, FindingKind.Raised, value, null, sink);
    }

    /// <summary>A usable value ends a stale sensor's finding at once and a bad one's after as many good values as it took bad ones.</summary>
    private void TakeUsable(SourceState state, int index, long eventMs, IFindingSink sink)
    {
        ref readonly var definition = ref state.Compiled.Points[index];
        ref var point = ref state.Points[index];
        point.BadCount = 0;
        switch (point.Trouble)
        {
            case SensorTrouble.None when definition.FrozenMs > 0 && point.SameCount >= Options.FrozenSamples && eventMs - point.ChangedMs > definition.FrozenMs:
                point.TroubleMs = point.ChangedMs;
                point.Trouble = SensorTrouble.Frozen;
                _standstill = true;
                TellSensor(state, index, FindingKind.Raised, point.Value, null, sink);
                break;
            case SensorTrouble.Stale:
            case SensorTrouble.Frozen when point.ChangedMs == eventMs:
            case SensorTrouble.Bad when ++point.GoodCount >= Options.BadSamples:
                TellSensor(state, index, FindingKind.Cleared, point.Value, eventMs, sink);
                point.Trouble = SensorTrouble.None;
                point.GoodCount = 0;
                break;
        }
    }

    /// <summary>Finds the points that are silent although their asset speaks, and the next time to look.</summary>
    private void MissPoints(SourceState state, long at, IFindingSink sink)
    {
        var next = long.MaxValue;
        for (var i = 0; i < state.Points.Length; i++)
        {
            var staleMs = state.Compiled.Points[i].StaleMs;
            ref var point = ref state.Points[i];
            if (staleMs == 0 || (point.Flags & PointFlags.Seen) == 0 || point.Trouble == SensorTrouble.Stale) continue;
            var due = Math.Max(point.EventMs, state.ReturnedMs) + staleMs;
            if (at <= due || point.Trouble != SensorTrouble.None)
            {
                // One finding per sensor at a time; what is already in trouble is asked again later.
                next = Math.Min(next, Math.Max(due, at + 1));
                continue;
            }

            point.Trouble = SensorTrouble.Stale;
            point.TroubleMs = point.EventMs;
            TellSensor(state, i, FindingKind.Raised, point.Value, null, sink);
        }

        state.NextPointDue = next;
    }
}

namespace Facilities.Detection;

public sealed partial class DetectionEngine
{
    private readonly double[] _row = new double[32];

    /// <summary>Makes the rows that this reading completes.</summary>
    /// <param name="channels">Vectors of which the reading carried a channel.</param>
    /// <param name="triggered">Vectors whose trigger it carried.</param>
    private void TakeRows(SourceState state, long at, ulong channels, ulong triggered, bool late, IFindingSink sink)
    {
        for (var i = 0; i < state.Vectors.Length; i++)
        {
            var bit = 1ul << i;
            if (IsRow(state, i, at, (channels & bit) != 0, (triggered & bit) != 0)) TakeRow(state, i, at, late, sink);
        }
    }

    private bool IsRow(SourceState state, int index, long at, bool carriesChannel, bool triggered)
    {
        var vector = state.Compiled.Vectors[index];
        var memory = state.Vectors[index];
        if (at <= memory.LastRowMs) return false;
        switch (vector.Definition.Kind)
        {
            case VectorKind.Tick:
                // One row per reading at most: values held over a pause are no new rows.
                if (!carriesChannel || (memory.LastRowMs > 0 && at - memory.LastRowMs < vector.LeastStepMs)) return false;
                return Fill(state, vector, at, 0);
            case VectorKind.Trip:
                // Only values of this trip: what was there at the last row belongs to the trip before.
                return triggered && Fill(state, vector, at, memory.LastRowMs);
            case VectorKind.Test:
                return triggered && Fill(state, vector, at, 0);
            default:
                if (triggered) memory.StartedMs = at;
                if (memory.StartedMs == 0) return false;
                if (state.Points[vector.Trigger].Value != 1) memory.StartedMs = 0;
                if (memory.StartedMs == 0 || at < memory.StartedMs + vector.SettleMs || !Fill(state, vector, at, memory.StartedMs)) return false;
                memory.StartedMs = 0;
                return true;
        }
    }

    /// <summary>Fills <see cref="_row"/>. False if the vector's condition does not hold or a channel is not fresh, or not newer than
    /// <paramref name="after"/>.</summary>
    private bool Fill(SourceState state, CompiledVector vector, long at, long after)
    {
        _evaluation.Source = state;
        _evaluation.At = at;
        if (vector.While is not null && vector.While.Evaluate(_evaluation) != Truth.True) return false;
        for (var j = 0; j < vector.Channels.Length; j++)
        {
            if (state.Points[vector.Channels[j]].EventMs <= after || !_evaluation.TryValue(vector.Channels[j], out _row[j])) return false;
        }

        return true;
    }

    private void TakeRow(SourceState state, int index, long at, bool late, IFindingSink sink)
    {
        var vector = state.Compiled.Vectors[index];
        var definition = vector.Definition;
        var memory = state.Vectors[index];
        if (memory.FirstRowMs < vector.ReplacedMs && memory.FirstRowMs > 0 && at >= vector.ReplacedMs)
        {
            if (memory.Open) ClearVector(state, index, at, sink);
            memory.Restart();
        }

        if (memory.FirstRowMs == 0) memory.FirstRowMs = at;
        memory.LastRowMs = at;
        var row = _row.AsSpan(0, vector.Channels.Length);
        var ewma = memory.Ewma;
        if (!ewma.Trained)
        {
            ewma.Learn(row);
            if (!ewma.Trained && ewma.Rows >= VectorDefinition.LeastTrainingRows && at - memory.FirstRowMs >= definition.TrainingTime.TotalMilliseconds) ewma.Finish();
            return;
        }

        var scores = ewma.Score(row);
        var score = scores.Departure;
        // A motor that a cold spell cools departs for months without a fault: baselines follow meanwhile.
        ewma.Follow(scores.Worsening < EwmaConstants.Quiet * definition.On);
        memory.LastScore = score;
        if (scores.Worsening < definition.Off) memory.AboveSince = 0;
        else if (memory.AboveSince == 0) memory.AboveSince = at;
        var rowNumber = ewma.Rows - 1;
        if (memory.Alarm.Take(scores, rowNumber, definition.On, definition.Off))
        {
            memory.SteadyMs = at;
            if (!memory.Alarm.On) memory.OffRow = rowNumber;
            else if (!memory.Open) RaiseVector(state, index, scores.Lead, at, late, sink);
        }

        if (!memory.Open) return;
        if (!memory.Alarm.On)
        {
            if (rowNumber - memory.OffRow >= definition.ClearRows) ClearVector(state, index, memory.SteadyMs, sink);
        }
        else if (memory.Announced && score > 1.25 * memory.ToldScore)
        {
            (memory.ToldScore, memory.SteadyMs) = (score, at);
            TellVector(state, index, FindingKind.Updated, null, true, sink);
        }
        else if (at - Math.Max(memory.SteadyMs, memory.Onset) >= definition.TrainingTime.TotalMilliseconds)
        {
            // As long as it may take to learn what is usual, and no worse: a new part, sensor or setting. Nobody is helped by an alarm for ever.
            ClearVector(state, index, at, sink);
            memory.Restart();
        }
    }

    private void RaiseVector(SourceState state, int index, int lead, long at, bool late, IFindingSink sink)
    {
        var memory = state.Vectors[index];
        (memory.Lead, memory.Onset, memory.Since) = (lead, at, memory.AboveSince == 0 ? at : memory.AboveSince);
        (memory.Detected, memory.ToldScore, memory.Announced, memory.Open) = (NowUnixMs, memory.LastScore, false, true);
        if (late) WaitForBatch(state);
        else AnnounceVector(state, index, sink);
    }

    private static void AnnounceVector(SourceState state, int index, IFindingSink sink)
    {
        var memory = state.Vectors[index];
        if (!memory.Open || memory.Announced) return;
        memory.Announced = true;
        TellVector(state, index, FindingKind.Raised, null, true, sink);
    }

    private static void ClearVector(SourceState state, int index, long at, IFindingSink sink)
    {
        var memory = state.Vectors[index];
        TellVector(state, index, memory.Announced ? FindingKind.Cleared : FindingKind.Raised, at, false, sink);
        (memory.Announced, memory.Open) = (false, false);
    }
}

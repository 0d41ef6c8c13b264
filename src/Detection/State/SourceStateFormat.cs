namespace Facilities.Detection;

/// <summary>
/// One source in saved state. Every point, rule and vector carries the hash of its definition, so that state is only ever taken up by
/// what it was made for; what is still as empty as at the start is left out.
/// <code>
///   source   int64 × 11: last event, receive, life, returned, next point due, silent since, its detection, late since, late receive,
///            silence asked, doubted
///   points   u16 n, n × (u16 no, u64 hash, f64 value, i64 event, i64 changed, i64 trouble, u8 flags, u8 trouble, u8 bad, u8 good, u8 same, u8 longest same, u8 moves)
///   rules    u16 n, n × (i32 length, u64 key hash, u64 hash, u8 phase, u8 told|confirmed, i64 × 7, f64 cells…)
///   vectors  u16 n, n × (i32 length, u64 hash, baseline, alarm, f64 cells…)
/// </code>
/// </summary>
internal static class SourceStateFormat
{
    public static void Write(SourceState state, StateWriter writer)
    {
        writer.Int64(state.LastEventMs);
        writer.Int64(state.LastReceiveMs);
        writer.Int64(state.LastLifeMs);
        writer.Int64(state.ReturnedMs);
        writer.Int64(state.NextPointDue);
        writer.Int64(state.SilentSince);
        writer.Int64(state.SilenceDetected);
        writer.Int64(state.LateSince);
        writer.Int64(state.LateReceive);
        writer.UInt64(state.SilenceAsked);
        writer.UInt64(state.Doubted);
        WritePoints(state, writer);
        WriteRules(state, writer);
        WriteVectors(state, writer);
    }

    /// <summary>Takes up what fits. Gives the number of parts whose definition changed.</summary>
    /// <param name="state">A source as at the start.</param>
    /// <param name="reader">At its body.</param>
    /// <param name="standstill">The points carry what <see cref="Standstill"/> knows: since version 3.</param>
    public static int Read(SourceState state, ref StateReader reader, bool standstill)
    {
        state.LastEventMs = reader.Int64();
        state.LastReceiveMs = reader.Int64();
        state.LastLifeMs = reader.Int64();
        state.ReturnedMs = reader.Int64();
        state.NextPointDue = reader.Int64();
        state.SilentSince = reader.Int64();
        state.SilenceDetected = reader.Int64();
        state.LateSince = reader.Int64();
        state.LateReceive = reader.Int64();
        var asked = reader.UInt64();
        var doubted = reader.UInt64();
        var changed = ReadPoints(state, ref reader, standstill);
        // This mask counts points by their place.
        state.Doubted = changed == 0 ? doubted : Standstill.Doubted(state);
        var rules = ReadRules(state, ref reader);
        // The mask counts rules by their place; it only holds if no rule moved. Asking once more is harmless.
        state.SilenceAsked = rules == 0 ? asked : 0;
        return changed + rules + ReadVectors(state, ref reader);
    }

    private static void WritePoints(SourceState state, StateWriter writer)
    {
        writer.UInt16((ushort)state.Points.Count(IsUsed));
        for (var i = 0; i < state.Points.Length; i++)
        {
            ref readonly var point = ref state.Points[i];
            if (!IsUsed(point)) continue;
            writer.UInt16(state.Compiled.Points[i].No);
            writer.UInt64(state.Compiled.Points[i].Hash);
            writer.Double(point.Value);
            writer.Int64(point.EventMs);
            writer.Int64(point.ChangedMs);
            writer.Int64(point.TroubleMs);
            writer.Byte((byte)point.Flags);
            writer.Byte((byte)point.Trouble);
            writer.Byte(point.BadCount);
            writer.Byte(point.GoodCount);
            writer.Byte(point.SameCount);
            writer.Byte(point.LongestSame);
            writer.Byte(point.Moves);
        }
    }

    private static bool IsUsed(PointState point) => point.Flags != 0 || point.BadCount > 0;

    private static int ReadPoints(SourceState state, ref StateReader reader, bool standstill)
    {
        var changed = 0;
        for (var n = reader.UInt16(); n > 0; n--)
        {
            var index = state.Compiled.IndexOf(reader.UInt16());
            var fits = index >= 0 & reader.UInt64() == (index >= 0 ? state.Compiled.Points[index].Hash : 0);
            var point = new PointState
            {
                Value = reader.Double(),
                EventMs = reader.Int64(),
                ChangedMs = reader.Int64(),
                TroubleMs = reader.Int64(),
                Flags = (PointFlags)reader.Byte(),
                Trouble = (SensorTrouble)reader.Byte(),
                BadCount = reader.Byte(),
                GoodCount = reader.Byte(),
                SameCount = reader.Byte(),
                LongestSame = standstill ? reader.Byte() : (byte)0,
                Moves = standstill ? reader.Byte() : (byte)0,
            };
            if (fits) state.Points[index] = point;
            else changed++;
        }

        return changed;
    }

    private static void WriteRules(SourceState state, StateWriter writer)
    {
        var count = 0;
        var countAt = writer.Length;
        writer.UInt16(0);
        for (var i = 0; i < state.Rules.Length; i++)
        {
            var rule = state.Compiled.Rules[i];
            ref readonly var memory = ref state.Rules[i];
            var cells = state.Cells.AsSpan(rule.FirstCell, rule.CellCount);
            if (memory.Phase == RulePhase.Idle && memory.AnchorSince == 0 && IsEmpty(cells, state.Compiled.EmptyCells.AsSpan(rule.FirstCell, rule.CellCount))) continue;
            count++;
            var lengthAt = writer.Length;
            writer.Int32(0);
            writer.UInt64(rule.KeyHash);
            writer.UInt64(rule.Hash);
            writer.Byte((byte)memory.Phase);
            writer.Byte((byte)((memory.Announced ? 1 : 0) | (memory.Confirmed ? 2 : 0)));
            writer.Int64(memory.Since);
            writer.Int64(memory.Accumulated);
            writer.Int64(memory.CountedTo);
            writer.Int64(memory.ValidUntil);
            writer.Int64(memory.AnchorSince);
            writer.Int64(memory.Onset);
            writer.Int64(memory.Detected);
            writer.Doubles(cells);
            writer.PatchInt32(lengthAt, writer.Length - lengthAt - 4);
        }

        writer.PatchUInt16(countAt, (ushort)count);
    }

    private static int ReadRules(SourceState state, ref StateReader reader)
    {
        var changed = 0;
        for (var n = reader.UInt16(); n > 0; n--)
        {
            var part = reader.Part();
            var keyHash = part.UInt64();
            var hash = part.UInt64();
            var index = Array.FindIndex(state.Compiled.Rules, r => r.KeyHash == keyHash);
            var memory = new RuleState { Phase = (RulePhase)part.Byte() };
            var told = part.Byte();
            (memory.Announced, memory.Confirmed) = ((told & 1) != 0, (told & 2) != 0);
            memory.Since = part.Int64();
            memory.Accumulated = part.Int64();
            memory.CountedTo = part.Int64();
            memory.ValidUntil = part.Int64();
            memory.AnchorSince = part.Int64();
            memory.Onset = part.Int64();
            memory.Detected = part.Int64();
            if (index >= 0 && state.Compiled.Rules[index].Hash == hash)
            {
                state.Rules[index] = memory;
                part.Doubles(state.Cells.AsSpan(state.Compiled.Rules[index].FirstCell, state.Compiled.Rules[index].CellCount));
                continue;
            }

            changed++;
            // What stands under the old limits must still be able to end under the new ones.
            if (index >= 0 && memory.Phase == RulePhase.Raised) state.Rules[index] = memory with { Since = 0, Accumulated = 0 };
        }

        return changed;
    }

    private static void WriteVectors(SourceState state, StateWriter writer)
    {
        writer.UInt16((ushort)state.Vectors.Count(v => v.Ewma.Rows > 0));
        for (var i = 0; i < state.Vectors.Length; i++)
        {
            if (state.Vectors[i].Ewma.Rows == 0) continue;
            var vector = state.Compiled.Vectors[i];
            var lengthAt = writer.Length;
            writer.Int32(0);
            writer.UInt64(vector.Hash);
            state.Vectors[i].Save(writer);
            writer.Doubles(state.Cells.AsSpan(vector.FirstCell, vector.CellCount));
            writer.PatchInt32(lengthAt, writer.Length - lengthAt - 4);
        }
    }

    private static int ReadVectors(SourceState state, ref StateReader reader)
    {
        var changed = 0;
        for (var n = reader.UInt16(); n > 0; n--)
        {
            var part = reader.Part();
            var hash = part.UInt64();
            var index = Array.FindIndex(state.Compiled.Vectors, v => v.Hash == hash);
            if (index < 0)
            {
                changed++;
                continue;
            }

            state.Vectors[index].Load(ref part);
            part.Doubles(state.Cells.AsSpan(state.Compiled.Vectors[index].FirstCell, state.Compiled.Vectors[index].CellCount));
        }

        return changed;
    }

    /// <summary>Compares by bits: an empty cell may be NaN.</summary>
    private static bool IsEmpty(ReadOnlySpan<double> cells, ReadOnlySpan<double> empty)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(cells[i]) != BitConverter.DoubleToInt64Bits(empty[i])) return false;
        }

        return true;
    }
}

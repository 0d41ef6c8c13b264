namespace Facilities.Detection;

public sealed partial class DetectionEngine
{
    /// <summary>Moves the clock and lets everything happen that was due by then, in order and with its own due time as "now",
    /// so that a replay without ticks gives the same.</summary>
    private void Advance(long nowMs, IFindingSink sink)
    {
        while (_due.Earliest <= nowMs)
        {
            var due = _due.Earliest;
            NowUnixMs = Math.Max(NowUnixMs, due);
            var state = _slots[_due.EarliestSlot]!;
            state.BeginWrite();
            TakeSilence(state, due, sink);
            state.EndWrite();
            Rearm(state);
        }

        NowUnixMs = Math.Max(NowUnixMs, nowMs);
    }

    /// <summary>Sets the next time at which silence alone means something for this source.</summary>
    private void Rearm(SourceState state)
    {
        var due = long.MaxValue;
        if (state.LastReceiveMs > 0)
        {
            var heard = Math.Max(state.LastReceiveMs, _listenFromMs);
            if (state.SilentSince == 0) due = heard + state.Compiled.SilentMs;
            foreach (var rule in state.Compiled.SilenceRules)
            {
                if ((state.SilenceAsked & (1ul << rule)) == 0) due = Math.Min(due, heard + state.Compiled.Rules[rule].ForMs);
            }
        }

        if (state.LateSince != 0) due = Math.Min(due, LateDue(state));
        _due.Set(state.Slot, due);
    }

    private void TakeSilence(SourceState state, long nowMs, IFindingSink sink)
    {
        if (state.LateSince != 0 && LateDue(state) <= nowMs) EndLateBatch(state, sink);
        if (state.LastReceiveMs == 0) return;
        var heard = Math.Max(state.LastReceiveMs, _listenFromMs);
        foreach (var index in state.Compiled.SilenceRules)
        {
            var bit = 1ul << index;
            if ((state.SilenceAsked & bit) != 0 || heard + state.Compiled.Rules[index].ForMs > nowMs) continue;
            state.SilenceAsked |= bit;
            AskSilence(state, index, nowMs, sink);
        }

        if (state.SilentSince != 0 || heard + state.Compiled.SilentMs > nowMs) return;
        state.SilentSince = Math.Max(1, state.LastEventMs);
        state.SilenceDetected = nowMs;
        TellSilence(state, FindingKind.Raised, null, sink);
    }

    /// <summary>Was the rule's condition true when the asset was last heard?</summary>
    private void AskSilence(SourceState state, int index, long nowMs, IFindingSink sink)
    {
        var rule = state.Compiled.Rules[index];
        if (state.Rules[index].Phase == RulePhase.Raised) return;
        if (rule.UnlessRaised >= 0 && state.Rules[rule.UnlessRaised].Phase == RulePhase.Raised) return;
        _evaluation.Source = state;
        _evaluation.At = state.LastEventMs;
        if (rule.When.Evaluate(_evaluation) == Truth.True) RaiseRule(state, index, state.LastEventMs, false, false, nowMs, sink);
    }

    private void ClearSilence(SourceState state, long eventMs, IFindingSink sink)
    {
        TellSilence(state, FindingKind.Cleared, Math.Max(eventMs, state.SilentSince), sink);
        state.SilentSince = 0;
        Rearm(state);
    }

    /// <summary>Late data may already contain the end of what it raises: wait until it has all come.</summary>
    private void WaitForBatch(SourceState state)
    {
        if (state.LateSince == 0) state.LateSince = NowUnixMs;
        state.LateReceive = NowUnixMs;
        Rearm(state);
    }

    private long LateDue(SourceState state) => Math.Min(state.LateReceive + _latePauseMs, state.LateSince + _longestLateMs);

    private void EndLateBatch(SourceState state, IFindingSink sink)
    {
        state.LateSince = 0;
        for (var i = 0; i < state.Rules.Length; i++) AnnounceRule(state, i, sink);
        for (var i = 0; i < state.Vectors.Length; i++) AnnounceVector(state, i, sink);
    }
}

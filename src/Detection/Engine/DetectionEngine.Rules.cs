namespace Facilities.Detection;

public sealed partial class DetectionEngine
{
    /// <summary>Judges one rule at <see cref="Evaluation.At"/> and tells what changed.</summary>
    private void JudgeRule(SourceState state, int index, bool late, IFindingSink sink)
    {
        var rule = state.Compiled.Rules[index];
        ref var memory = ref state.Rules[index];
        _evaluation.BegunMs = memory.Since != 0 && memory.Phase != RulePhase.Idle ? memory.Since : long.MaxValue;
        if (rule.Restart is not null && rule.Restart.Evaluate(_evaluation) == Truth.True) StartAnew(ref memory);
        if (rule.Anchor is not null) TakeAnchor(rule, ref memory);
        if (memory.Phase == RulePhase.Raised) JudgeRaised(state, index, rule, ref memory, sink);
        else if (rule.Definition.Kind == RuleKind.Condition) JudgeOpen(state, index, rule, ref memory, late, sink);
        var bit = 1ul << index;
        state.Pending = NeedsTime(rule, memory) ? state.Pending | bit : state.Pending & ~bit;
    }

    /// <summary>Whether the rule must be judged with every reading, not only when its inputs change.</summary>
    private static bool NeedsTime(CompiledRule rule, in RuleState memory) => memory.Phase switch
    {
        RulePhase.Pending => true,
        RulePhase.Raised => memory.Since != 0 || rule.TimeDependent,
        _ => false,
    };

    private void StartAnew(ref RuleState memory)
    {
        var at = _evaluation.At;
        if (memory.AnchorSince != 0) memory.AnchorSince = at;
        if (memory.Phase == RulePhase.Pending) (memory.Since, memory.Accumulated, memory.CountedTo, memory.ValidUntil) = (at, 0, at, at);
    }

    private void TakeAnchor(CompiledRule rule, ref RuleState memory)
    {
        switch (rule.Anchor!.Evaluate(_evaluation))
        {
            case Truth.True when memory.AnchorSince == 0:
                memory.AnchorSince = _evaluation.At;
                break;
            case Truth.False:
                memory.AnchorSince = 0;
                break;
        }
    }

    private void JudgeOpen(SourceState state, int index, CompiledRule rule, ref RuleState memory, bool late, IFindingSink sink)
    {
        var at = _evaluation.At;
        _evaluation.StartCounting();
        var truth = rule.When.Evaluate(_evaluation);
        if (truth == Truth.False)
        {
            // Nothing is left of it: an idle rule without memory isn't saved, and must not differ from one that was.
            if (memory.Phase != RulePhase.Idle) memory = new RuleState { AnchorSince = memory.AnchorSince };
            return;
        }

        if (truth == Truth.Unknown)
        {
            // Pause: what was counted stays, the span since the last reading does not count, nor does the next.
            if (memory.Phase != RulePhase.Idle) (memory.CountedTo, memory.ValidUntil) = (at, long.MinValue);
            return;
        }

        if (memory.Phase == RulePhase.Idle)
        {
            (memory.Phase, memory.Since, memory.Accumulated, memory.CountedTo, memory.ValidUntil) = (RulePhase.Pending, at, 0, at, at);
        }

        CountTime(ref memory);
        var confirmed = rule.Confirm?.Evaluate(_evaluation) == Truth.True;
        if (!confirmed && memory.Accumulated < rule.ForMs) return;
        if (rule.UnlessRaised >= 0 && state.Rules[rule.UnlessRaised].Phase == RulePhase.Raised) return;
        RaiseRule(state, index, memory.AnchorSince != 0 ? memory.AnchorSince : memory.Since, confirmed, late, NowUnixMs, sink);
    }

    /// <summary>Adds the measured time since it was last counted, if the inputs stayed fresh until now; else only starts again from here.</summary>
    private void CountTime(ref RuleState memory)
    {
        var at = _evaluation.At;
        if (at > memory.ValidUntil) memory.CountedTo = at;
        else if (_evaluation.MeasuredTo > memory.CountedTo)
        {
            memory.Accumulated += _evaluation.MeasuredTo - memory.CountedTo;
            memory.CountedTo = _evaluation.MeasuredTo;
        }

        memory.ValidUntil = _evaluation.ValidUntil;
    }

    private void RaiseRule(SourceState state, int index, long onset, bool confirmed, bool late, long detected, IFindingSink sink)
    {
        ref var memory = ref state.Rules[index];
        memory.Phase = RulePhase.Raised;
        memory.Announced = false;
        memory.Confirmed = confirmed;
        memory.Since = 0;
        memory.Onset = onset;
        memory.Detected = detected;
        if (late) WaitForBatch(state);
        else AnnounceRule(state, index, sink);
    }

    private void JudgeRaised(SourceState state, int index, CompiledRule rule, ref RuleState memory, IFindingSink sink)
    {
        var at = _evaluation.At;
        _evaluation.StartCounting();
        var over = rule.ClearWhen?.Evaluate(_evaluation) ?? (Truth)(-(int)rule.When.Evaluate(_evaluation));
        if (over == Truth.True)
        {
            if (memory.Since == 0) (memory.Since, memory.Accumulated, memory.CountedTo, memory.ValidUntil) = (at, 0, at, at);
            CountTime(ref memory);
            if (memory.Accumulated >= rule.ClearForMs) ClearRule(state, index, sink);
            return;
        }

        if (over == Truth.Unknown)
        {
            (memory.CountedTo, memory.ValidUntil) = (at, long.MinValue);
            return;
        }

        memory.Since = 0;
        if (memory.Confirmed || rule.Confirm?.Evaluate(_evaluation) != Truth.True) return;
        memory.Confirmed = true;
        if (memory.Announced) TellRule(state, index, FindingKind.Updated, null, true, sink);
    }

    /// <summary>Over: told as cleared, or, if it was never told because the data was late, as something that was.</summary>
    private void ClearRule(SourceState state, int index, IFindingSink sink)
    {
        ref var memory = ref state.Rules[index];
        var cleared = memory.Since;
        if (memory.Announced) TellRule(state, index, FindingKind.Cleared, cleared, false, sink);
        else if ((state.Suppressed & (1ul << index)) == 0) TellRule(state, index, FindingKind.Raised, cleared, false, sink);
        memory = new RuleState { AnchorSince = memory.AnchorSince };
    }

    /// <summary>Tells a raised rule, unless it was told or is held back.</summary>
    private void AnnounceRule(SourceState state, int index, IFindingSink sink)
    {
        ref var memory = ref state.Rules[index];
        if (memory.Phase != RulePhase.Raised || memory.Announced || (state.Suppressed & (1ul << index)) != 0) return;
        memory.Announced = true;
        TellRule(state, index, FindingKind.Raised, null, true, sink);
    }
}

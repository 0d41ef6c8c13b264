namespace Facilities.Domain.Insurance;

/// <summary>What a parametric loss is worth, with its reasons.</summary>
/// <param name="Trigger">Rule and version, see <see cref="TriggerRule.Name"/>.</param>
/// <param name="Proven">Duration that telemetry proves; zero where a moment is the loss.</param>
/// <param name="Step">Steps of the rule that were passed, from 1.</param>
/// <param name="Amount">What the terms pay for the step, or the repair cost; null: a surveyor says.</param>
public sealed record LossAssessment(string Trigger, TimeSpan Proven, int Step, Money? Amount);

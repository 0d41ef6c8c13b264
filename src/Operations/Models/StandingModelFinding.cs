namespace Facilities.Operations.Models;

/// <summary>A finding of a model that isn't over.</summary>
internal sealed record StandingModelFinding(string RuleKey, long OnsetUnixMs);

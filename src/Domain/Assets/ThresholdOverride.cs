namespace Facilities.Domain.Assets;

/// <summary>One parameter of one detection rule, set for one asset; its origin (who, when, why) is shown wherever the threshold is.</summary>
public sealed class ThresholdOverride
{
    private ThresholdOverride()
    {
    }

    internal ThresholdOverride(string ruleKey, string parameter, double value, UserId setBy, DateTimeOffset setAt, string? note)
    {
        RuleKey = ruleKey;
        Parameter = parameter;
        Value = value;
        SetBy = setBy;
        SetAt = setAt;
        Note = note;
    }

    public long Id { get; private set; }

    public AssetId AssetId { get; private set; }

    public string RuleKey { get; private set; } = "";

    /// <summary>Name of the rule's parameter in the template, e.g. <c>limit</c>.</summary>
    public string Parameter { get; private set; } = "";

    /// <summary>In the unit of the rule's signal.</summary>
    public double Value { get; private set; }

    public UserId SetBy { get; private set; }

    public DateTimeOffset SetAt { get; private set; }

    public string? Note { get; private set; }
}

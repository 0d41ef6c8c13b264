using System.Globalization;

namespace Facilities.Operations.Templates;

/// <summary>A limit of a rule: a number, or one computed from attributes of the asset.</summary>
public sealed record RuleLimit
{
    /// <summary>Used when no attribute says otherwise.</summary>
    public required double Value { get; init; }

    /// <summary>Value at which the rule is over again; <c>null</c>: at the limit.</summary>
    public double? Clear { get; init; }

    /// <summary>Number attributes whose product, times <see cref="Scale"/>, plus <see cref="Offset"/>, is the limit.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    public double Scale { get; init; } = 1;

    public double Offset { get; init; }

    /// <summary>Choice attribute that selects one of <see cref="Cases"/>.</summary>
    public string? By { get; init; }

    public IReadOnlyDictionary<string, double> Cases { get; init; } = new Dictionary<string, double>();

    public string Unit { get; init; } = "";

    /// <summary>The attributes that it depends on.</summary>
    internal IEnumerable<string> Inputs => By is null ? Attributes : Attributes.Append(By);

    /// <summary>Limit and clear value for an asset; an attribute that is missing or no number leaves the template's value.</summary>
    internal (double? Limit, double? Clear, ThresholdOrigin Origin) Resolve(IReadOnlyDictionary<string, string>? attributes, ThresholdOrigin origin)
    {
        if (attributes is null)
        {
            return (Value, Clear, origin);
        }

        if (By is not null && attributes.TryGetValue(By, out var choice) && Cases.TryGetValue(choice, out var fixedLimit))
        {
            return (fixedLimit, Clear + (fixedLimit - Value), origin);
        }

        if (Attributes.Count == 0)
        {
            return (Value, Clear, origin);
        }

        var product = 1d;
        foreach (var key in Attributes)
        {
            if (!attributes.TryGetValue(key, out var text) || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            {
                return (Value, Clear, origin);
            }

            product *= number;
        }

        var limit = (product * Scale) + Offset;
        return (limit, Clear + (limit - Value), ThresholdOrigin.Attribute);
    }
}

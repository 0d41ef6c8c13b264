using Facilities.Detection;
using Facilities.Domain.Models;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Models;

/// <summary>What a baseline of an asset type looks at.</summary>
public static class ModelShapes
{
    /// <summary>Averaged over a day of operation: what moves within weeks.</summary>
    private const int RecentHours = 24;

    /// <summary>Averaged over a week: what moves within months.</summary>
    private const int FirstHours = 168;

    /// <summary>Null: nothing is learned of the type, or nothing that its first weeks say anything about.</summary>
    public static ModelShape? Of(AssetTemplate template, ModelBaseline baseline)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (template.Model is not { } model) return null;
        if (baseline == ModelBaseline.Recent) return new ModelShape(model.Drivers, model.Signals, RecentHours);
        // Temperatures follow the season, and the first weeks saw only one.
        ModelSignal[] signals = [.. model.Signals.Where(signal => !IsTemperature(template, signal.Point))];
        return signals.Length == 0 ? null : new ModelShape([.. model.Drivers.Where(driver => !IsTemperature(template, driver))], signals, FirstHours);
    }

    private static bool IsTemperature(AssetTemplate template, string point) => template.Point(point)?.Definition.Unit == "°C";
}

using Facilities.Domain.Insurance;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Claims;

/// <summary>Which points of an asset show a loss, the telling ones first.</summary>
internal static class ClaimPoints
{
    /// <summary>Nobody looks at more charts than these.</summary>
    private const int MostPoints = 7;

    private static readonly string[] Entrapment = ["car_floor", "car_speed", "in_door_zone", "door_state", "occupied", "load_pct", "alarm_button"];

    /// <summary>Those that the cover's own rule reads, then what else the type reports.</summary>
    public static IReadOnlyList<TemplatePoint> Of(AssetTemplateCatalog templates, string typeKey, CoverKind cover)
    {
        if (!templates.TryGet(typeKey, out var template)) return [];
        var telling = cover is CoverKind.Entrapment ? Entrapment.Select(template.Point).OfType<TemplatePoint>() : [];
        var others = template.Points.Where(point => !point.Diagnostic && point.Definition.Kind != PointKind.Counter);
        return [.. telling.Concat(cover is CoverKind.Entrapment ? [] : others).DistinctBy(point => point.Definition.No).Take(MostPoints)];
    }
}

namespace Facilities.Dashboard.Format;

/// <summary>Material Symbols of the asset types.</summary>
public static class AssetIcons
{
    public static string Of(string typeKey) => typeKey switch
    {
        "elevator" => "elevator",
        "booster-pump" or "test-rig-pump" => "water_pump",
        "fire-pump" => "fire_hydrant",
        "fire-alarm" => "detector_alarm",
        "smoke-detector" => "detector_smoke",
        "emergency-light" => "emergency_home",
        "fire-lane" => "fire_truck",
        "extinguisher" => "fire_extinguisher",
        "structure" => "roofing",
        "lighting-circuit" => "lightbulb",
        _ => "router",
    };
}

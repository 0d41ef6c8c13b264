using Facilities.Domain.Diagrams;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Diagrams;

/// <summary>
/// What feeds what in each system, from the assets' types, attributes and buildings. Links lead downstream. A template draws only what an asset
/// says of itself; whatever else is true of a site its people connect in the editor.
/// </summary>
internal static class SystemTemplates
{
    private const string Booster = "booster-pump";
    private const string FirePump = "fire-pump";
    private const string Lift = "elevator";
    private const string Circuit = "lighting-circuit";
    private const string EmergencyLight = "emergency-light";
    private const string Panel = "fire-alarm";
    private const string Detector = "smoke-detector";
    private const string Gateway = "gateway";
    private const string Structure = "structure";

    /// <summary>Types that a system is made of.</summary>
    public static IReadOnlyList<string> TypesOf(SystemKind system) => system switch
    {
        SystemKind.Water => [Booster],
        SystemKind.Fire => [FirePump],
        SystemKind.Lifts => [Lift],
        SystemKind.Lighting => [Circuit, EmergencyLight],
        SystemKind.Alarms => [Panel, Detector, Gateway],
        SystemKind.Site => [Booster, FirePump, Lift, Circuit, EmergencyLight, Panel, Detector, Gateway, Structure, "extinguisher", "fire-lane"],
        _ => [],
    };

    public static SystemPlan Build(SystemKind system, IReadOnlyList<SystemAsset> assets) => system switch
    {
        SystemKind.Water => Water(assets),
        SystemKind.Fire => Fire(assets),
        SystemKind.Lifts => Lifts(assets),
        SystemKind.Lighting => Lighting(assets),
        SystemKind.Alarms => Alarms(assets),
        SystemKind.Site => Site(assets),
        _ => new SystemPlan([], [], []),
    };

    /// <summary>Mains → the tank of each pump room → its pumps → the zones that they feed.</summary>
    private static SystemPlan Water(IReadOnlyList<SystemAsset> pumps)
    {
        if (pumps.Count == 0) return new SystemPlan([], [], []);
        var sketch = new SystemSketch();
        sketch.Add(new SystemNode { Key = "mains:", Kind = NodeKind.Mains, Rank = 0, Readings = [SystemSketch.Reading("inlet_mpa", pumps)] });
        foreach (var room in ByBuilding(pumps))
        {
            var tank = "tank:" + room.Key;
            sketch.Add(new SystemNode
            {
                Key = tank,
                Kind = NodeKind.Tank,
                Rank = 1,
                Name = room.First().Place.Building,
                Readings = [SystemSketch.Reading("tank_level_m", room)],
                Full = room.Select(pump => pump.Number("tank_overflow_m")).FirstOrDefault(level => level is > 0),
            });
            sketch.Link("mains:", tank);
            foreach (var zone in room.GroupBy(pump => pump.Text("zone") ?? "", StringComparer.Ordinal))
            {
                var outlet = $"zone:{room.Key}:{zone.Key}";
                foreach (var pump in zone)
                {
                    sketch.Add(SystemSketch.Asset(pump, 2, ["freq_hz", "discharge_mpa", "current_a"], "run"));
                    sketch.Link(tank, pump.Code);
                    sketch.Link(pump.Code, outlet);
                }

                sketch.Add(new SystemNode
                {
                    Key = outlet,
                    Kind = NodeKind.Zone,
                    Rank = 3,
                    Name = zone.Key.Length > 0 ? new LocalizedName(zone.Key, zone.Key) : room.First().Place.Building,
                    Readings = [SystemSketch.Reading("discharge_mpa", zone), SystemSketch.Reading("flow_m3h", zone)],
                });
                if (zone.Key.Length > 0 && zone.Skip(1).Any()) sketch.Group(new LocalizedName(zone.Key, zone.Key), zone.Select(pump => pump.Code));
            }
        }

        return sketch.Plan();
    }

    /// <summary>Pool → pumps → worst hydrant and worst sprinkler; the roof tank feeds both as well.</summary>
    private static SystemPlan Fire(IReadOnlyList<SystemAsset> pumps)
    {
        if (pumps.Count == 0) return new SystemPlan([], [], []);
        var sketch = new SystemSketch();
        sketch.Add(new SystemNode { Key = "pool:", Kind = NodeKind.Pool, Rank = 0, Readings = [SystemSketch.Reading("pool_level_m", pumps)], Full = pumps.Select(pump => pump.Number("pool_design_m")).FirstOrDefault(level => level is > 0) });
        var hydrants = pumps.Where(pump => pump.Text("system") is null or "hydrant" or "both").ToList();
        var sprinklers = pumps.Where(pump => pump.Text("system") is "sprinkler" or "both" || (pump.Text("system") is null && pumps.Count == 1)).ToList();
        foreach (var pump in pumps)
        {
            sketch.Add(SystemSketch.Asset(pump, 1, ["selector", "discharge_mpa", "current_a"], "run"));
            sketch.Link("pool:", pump.Code);
        }

        sketch.Add(new SystemNode { Key = "roof-tank:", Kind = NodeKind.Tank, Rank = 1, Readings = [SystemSketch.Reading("tank_level_m", pumps)], Full = pumps.Select(pump => pump.Number("tank_design_m")).FirstOrDefault(level => level is > 0) });
        Outlet("hydrants:", NodeKind.Hydrants, "hydrant_static_mpa", hydrants);
        Outlet("sprinklers:", NodeKind.Sprinklers, "sprinkler_end_mpa", sprinklers);
        return sketch.Plan();

        void Outlet(string key, NodeKind kind, string point, List<SystemAsset> feeding)
        {
            if (feeding.Count == 0) return;
            sketch.Add(new SystemNode { Key = key, Kind = kind, Rank = 2, Readings = [SystemSketch.Reading(point, feeding)] });
            foreach (var pump in feeding) sketch.Link(pump.Code, key);
            sketch.Link("roof-tank:", key);
        }
    }

    private static SystemPlan Lifts(IReadOnlyList<SystemAsset> lifts)
    {
        var sketch = new SystemSketch();
        foreach (var building in ByBuilding(lifts))
        {
            foreach (var lift in building) sketch.Add(SystemSketch.Asset(lift, 0, ["car_floor", "direction", "door_state", "load_pct", "mode"], null) with { Kind = NodeKind.Lift, Full = lift.Number("stops") });
            if (building.First().Place.Building is { } name) sketch.Group(name, building.Select(lift => lift.Code));
        }

        return sketch.Plan();
    }

    /// <summary>The supply of each building → its circuits and emergency lights.</summary>
    private static SystemPlan Lighting(IReadOnlyList<SystemAsset> lights)
    {
        var sketch = new SystemSketch();
        foreach (var building in ByBuilding(lights))
        {
            var supply = "supply:" + building.Key;
            var circuits = building.Where(light => light.Type == Circuit).ToList();
            sketch.Add(new SystemNode { Key = supply, Kind = NodeKind.Supply, Rank = 0, Name = building.First().Place.Building, Readings = circuits.Count > 0 ? [SystemSketch.Reading("voltage_v", circuits)] : [SystemSketch.Reading("mains_ok", building)] });
            foreach (var light in building)
            {
                sketch.Add(light.Type == Circuit ? SystemSketch.Asset(light, 1, ["power_w", "lux"], "on") : SystemSketch.Asset(light, 1, ["mode", "battery_v"], null));
                sketch.Link(supply, light.Code);
            }

            if (building.First().Place.Building is { } name && building.Skip(1).Any()) sketch.Group(name, building.Select(light => light.Code));
        }

        return sketch.Plan();
    }

    /// <summary>Gateways → the detectors that report through them; panels and stand-alone detectors by building. No detector is drawn on a panel's loop unless people connect it: stand-alone ones hang on none.</summary>
    private static SystemPlan Alarms(IReadOnlyList<SystemAsset> assets)
    {
        var sketch = new SystemSketch();
        foreach (var panel in assets.Where(asset => asset.Type == Panel)) sketch.Add(SystemSketch.Asset(panel, 0, ["fire", "fault", "disabled_count"], null));
        var gateways = assets.Where(asset => asset.Type == Gateway).Select(asset => asset.Code).ToHashSet(StringComparer.Ordinal);
        var detectors = assets.Where(asset => asset.Type == Detector).ToList();
        var used = detectors.Select(detector => detector.Text("gateway")).Where(code => code is not null && gateways.Contains(code)).ToHashSet(StringComparer.Ordinal);
        foreach (var gateway in assets.Where(asset => used.Contains(asset.Code))) sketch.Add(SystemSketch.Asset(gateway, 0, ["devices_online", "rssi_dbm"], null));
        foreach (var building in ByBuilding(detectors))
        {
            foreach (var detector in building)
            {
                sketch.Add(SystemSketch.Asset(detector, 1, ["alarm", "battery_pct"], null));
                if (detector.Text("gateway") is { } gateway && used.Contains(gateway)) sketch.Link(gateway, detector.Code);
            }

            if (building.First().Place.Building is { } name) sketch.Group(name, building.Select(detector => detector.Code));
        }

        return sketch.Plan();
    }

    /// <summary>A frame for each building, side by side, with everything in it; people move them to where they stand.</summary>
    private static SystemPlan Site(IReadOnlyList<SystemAsset> assets)
    {
        var sketch = new SystemSketch();
        foreach (var (place, building) in ByBuilding(assets).Index())
        {
            foreach (var asset in building) sketch.Add(SystemSketch.Asset(asset, place, ShownOf(asset.Type), asset.Type switch { Booster or FirePump => "run", Circuit => "on", _ => null }));
            if (building.First().Place.Building is { } name) sketch.Group(name, building.Select(asset => asset.Code));
        }

        return sketch.Plan();
    }

    /// <summary>What tells most of an asset among many; none: nothing of its type is measured.</summary>
    private static IReadOnlyList<string> ShownOf(string type) => type switch
    {
        Booster => ["discharge_mpa", "freq_hz"],
        FirePump => ["selector", "discharge_mpa"],
        Lift => ["car_floor", "mode"],
        Circuit => ["power_w", "lux"],
        EmergencyLight => ["mode", "battery_v"],
        Panel => ["fire", "fault"],
        Detector => ["alarm", "battery_pct"],
        Gateway => ["devices_online", "rssi_dbm"],
        Structure => ["leak", "moisture_pct"],
        _ => [],
    };

    private static IEnumerable<IGrouping<string, SystemAsset>> ByBuilding(IEnumerable<SystemAsset> assets) => assets.GroupBy(asset => asset.Place.Building?.Zh ?? "", StringComparer.Ordinal);
}

using Facilities.Domain;
using Facilities.Domain.Diagrams;
using Facilities.Operations.Assets;
using Facilities.Operations.Diagrams;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Tests.Diagrams;

public sealed class SystemTemplates_Tests
{
    private int _ids;

    [Fact]
    public void Water_flows_from_the_mains_through_each_pump_rooms_tank_and_pumps_to_their_zones()
    {
        var plan = SystemTemplates.Build(SystemKind.Water, [Asset("booster-pump", "p1", ("zone", "高区")), Asset("booster-pump", "p2", ("zone", "高区")), Asset("booster-pump", "p3", ("zone", "低区"))]);

        plan.Links.ShouldBe(
            [new("mains:", "tank:甲"), new("tank:甲", "p1"), new("p1", "zone:甲:高区"), new("tank:甲", "p2"), new("p2", "zone:甲:高区"), new("tank:甲", "p3"), new("p3", "zone:甲:低区")], ignoreOrder: true);
        plan.Nodes.Single(node => node.Key == "zone:甲:高区").Readings[0].Assets.Count.ShouldBe(2);
        plan.Groups.ShouldHaveSingleItem().Members.ShouldBe(["p1", "p2"]);
    }

    [Fact]
    public void Fire_water_reaches_hydrants_and_sprinklers_by_what_each_pump_says_it_feeds()
    {
        var plan = SystemTemplates.Build(SystemKind.Fire, [Asset("fire-pump", "h", ("system", "hydrant")), Asset("fire-pump", "s", ("system", "sprinkler"))]);

        plan.Links.ShouldContain(new DiagramLink("h", "hydrants:"));
        plan.Links.ShouldContain(new DiagramLink("s", "sprinklers:"));
        plan.Links.ShouldNotContain(new DiagramLink("s", "hydrants:"));
        plan.Links.ShouldContain(new DiagramLink("roof-tank:", "sprinklers:"));
    }

    [Fact]
    public void Stand_alone_detectors_hang_on_their_gateway_and_on_no_panel()
    {
        var plan = SystemTemplates.Build(SystemKind.Alarms, [Asset("fire-alarm", "panel"), Asset("gateway", "gw"), Asset("gateway", "unused"), Asset("smoke-detector", "d1", ("gateway", "gw")), Asset("smoke-detector", "d2")]);

        plan.Links.ShouldBe([new("gw", "d1")]);
        plan.Nodes.Select(node => node.Key).ShouldNotContain("unused");
    }

    [Theory]
    [InlineData(SystemKind.Water, "booster-pump")]
    [InlineData(SystemKind.Fire, "fire-pump")]
    [InlineData(SystemKind.Lifts, "elevator")]
    [InlineData(SystemKind.Lighting, "lighting-circuit")]
    [InlineData(SystemKind.Alarms, "smoke-detector")]
    [InlineData(SystemKind.Site, "elevator")]
    [InlineData(SystemKind.Site, "booster-pump")]
    [InlineData(SystemKind.Site, "gateway")]
    [InlineData(SystemKind.Site, "structure")]
    [InlineData(SystemKind.Site, "extinguisher")]
    [InlineData(SystemKind.Site, "fire-alarm")]
    public void Nothing_overlaps_whatever_the_size_and_every_point_that_is_shown_exists(SystemKind system, string type)
    {
        foreach (var count in new[] { 1, 7, 60, 500 })
        {
            var plan = SystemTemplates.Build(system, [.. Enumerable.Range(0, count).Select(n => Asset(type, $"a{n}", ("zone", n % 3 == 0 ? "高" : "低")))]);
            var places = SystemArrangement.Of(plan).ToDictionary(place => place.Key);

            var boxes = plan.Nodes.Select(node => (places[node.Key].X, places[node.Key].Y, node.Width, node.Height)).ToList();
            for (var a = 0; a < boxes.Count; a++)
            {
                for (var b = a + 1; b < boxes.Count; b++)
                {
                    var apart = boxes[a].X + boxes[a].Width <= boxes[b].X || boxes[b].X + boxes[b].Width <= boxes[a].X || boxes[a].Y + boxes[a].Height <= boxes[b].Y || boxes[b].Y + boxes[b].Height <= boxes[a].Y;
                    apart.ShouldBeTrue($"{plan.Nodes[a].Key} and {plan.Nodes[b].Key} of {count}");
                }
            }

            var catalog = AssetTemplateCatalog.Load();
            foreach (var point in plan.Nodes.SelectMany(node => node.Readings.Append(node.Runs)).OfType<NodeReading>().Select(reading => reading.Point).Distinct()) catalog[type].Point(point).ShouldNotBeNull(point);
            new DiagramLayout([.. places.Values], plan.Links, []).Require();
        }
    }

    [Fact]
    public void A_ring_of_links_is_placed_as_well()
    {
        var plan = SystemTemplates.Build(SystemKind.Water, [Asset("booster-pump", "p1")]);
        var ring = plan with { Links = [.. plan.Links, new DiagramLink("zone:甲:", "mains:")] };

        SystemArrangement.Of(ring).Count.ShouldBe(plan.Nodes.Count);
    }

    [Fact]
    public void What_people_arranged_stays_and_what_came_later_stands_below_linked_as_the_template_says()
    {
        var before = SystemTemplates.Build(SystemKind.Water, [Asset("booster-pump", "p1")]);
        var layout = new DiagramLayout([.. before.Nodes.Select((node, index) => new PlacedNode(node.Key, 300 * index, 50))], [new DiagramLink("mains:", "p1")], [new DiagramGroup("泵房", ["p1"])]);
        var after = SystemTemplates.Build(SystemKind.Water, [Asset("booster-pump", "p1"), Asset("booster-pump", "p2")]);

        var (plan, places) = ArrangedPlan.Of(after, layout);

        places.Single(place => place.Key == "tank:甲").X.ShouldBe(300);
        places.Single(place => place.Key == "p2").Y.ShouldBeGreaterThan(50 + 128);
        plan.Links.ShouldBe([new("mains:", "p1"), new("tank:甲", "p2"), new("p2", "zone:甲:")], ignoreOrder: true);
        plan.Groups.ShouldHaveSingleItem().Members.ShouldBe(["p1"]);
    }

    private SystemAsset Asset(string type, string code, params (string Key, string Value)[] attributes)
    {
        var place = new AssetPlace(new AssetId(++_ids), "site", code, type, new LocalizedName(code, code), new CommunityId(1), new LocalizedName("小区", "Site"), new LocalizedName("甲", "A"));
        return new SystemAsset(place, attributes.ToDictionary(item => item.Key, item => item.Value));
    }
}

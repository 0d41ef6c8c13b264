using Facilities.Operations.Assets;
using Facilities.Operations.Replays;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Tests.Replays;

public sealed class RuleChanges_Tests
{
    private static readonly AssetTemplateCatalog Catalog = AssetTemplateCatalog.Load();

    [Fact]
    public async Task An_assets_own_numbers_go_over_its_types()
    {
        await using var site = await TestSite.StartAsync();
        var lift = site.Get<AssetDirectory>().TryGet(new SourceId(site.Lift.Value), out var entry) ? entry : throw new InvalidOperationException();
        var changes = RuleChanges.Parse(
            $$"""
            {
              // a comment
              "types": { "elevator": { "rules": { "vib-z": { "limit": 0.2, "for": "00:05:00" } } } },
              "assets": { "{{lift.SiteCode}}/{{lift.Code}}": { "rules": { "vib-z": { "limit": 0.25 }, "vib-xy": { "enabled": false } } } },
            }
            """, Catalog);

        var own = changes.For(lift);

        own.Rules["vib-z"].ShouldBe(new RuleOverride { Limit = 0.25, For = TimeSpan.FromMinutes(5) });
        own.Rules["vib-xy"].Enabled.ShouldBe(false);
        lift.Template.ResolvedRules((lift.Overrides ?? AssetOverrides.None).With(own)).Single(rule => rule.Key == "vib-z").Clear!.Value.ShouldBe(0.22, 1e-9, "what ends it moves with the limit");
    }

    [Theory]
    [InlineData("""{"types":{"elevater":{}}}""", "no asset type 'elevater'")]
    [InlineData("""{"types":{"elevator":{"rules":{"vib":{}}}}}""", "no rule 'vib'; it has")]
    [InlineData("""{"types":{"elevator":{"vectors":{"x":{}}}}}""", "no learned baseline 'x'")]
    [InlineData("""{"types":{"elevator":{"rules":{"vib-z":{"limits":1}}}}}""", "limits")]
    [InlineData("""{"type":{}}""", "type")]
    [InlineData("vib-z=0.2", "can't be read")]
    public void A_slip_is_named(string json, string message) =>
        Should.Throw<InvalidDataException>(() => RuleChanges.Parse(json, Catalog)).Message.ShouldContain(message);
}

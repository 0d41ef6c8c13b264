using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

public sealed class Mappings_Tests
{
    private static readonly AssetTemplateCatalog Templates = AssetTemplateCatalog.Load();

    // As the Tasmota dialect reads a captured SENSOR message (tests of Ingest).
    private static readonly SeenField[] Plug =
    [
        new("ENERGY.Total", "3.705", "kWh", "energy"), new("ENERGY.Yesterday", "0.028", "kWh"), new("ENERGY.Power", "5", "W", "power"), new("ENERGY.Factor", "1", "", "power_factor"),
        new("ENERGY.Voltage", "233", "V", "voltage"), new("ENERGY.Current", "0.021", "A", "current"),
    ];

    [Fact]
    public void A_metered_plug_is_a_lighting_circuit()
    {
        var suggestion = MappingSuggester.Suggest(Plug, Templates);
        suggestion.TypeKey.ShouldBe("lighting-circuit");
        suggestion.Fields.Where(static field => field.Point.Length > 0).Select(static field => $"{field.Field}>{field.Point}")
            .ShouldBe(["ENERGY.Total>energy_kwh", "ENERGY.Power>power_w", "ENERGY.Voltage>voltage_v", "ENERGY.Current>current_a"]);
    }

    [Fact]
    public void A_smoke_alarm_of_zigbee_is_a_smoke_detector()
    {
        SeenField[] fields = [new("smoke", "false"), new("tamper", "false"), new("battery", "97", "%", "battery"), new("temperature", "22.5", "°C", "temperature"), new("linkquality", "120", "lqi")];
        var suggestion = MappingSuggester.Suggest(fields, Templates);
        suggestion.TypeKey.ShouldBe("smoke-detector");
        suggestion.Fields.Select(static field => field.Point).ShouldBe(["alarm", "tamper", "battery_pct", "temp_c", ""]);
    }

    [Fact]
    public void What_measures_something_else_is_never_suggested()
    {
        SeenField[] fields = [new("current", "12", "%"), new("power_w", "hello"), new("voltage", "230", "V", "temperature")];
        MappingSuggester.Suggest(fields, Templates, "lighting-circuit").Fields.ShouldAllBe(field => field.Point.Length == 0);
    }

    [Fact]
    public void Nothing_known_is_no_type()
    {
        var suggestion = MappingSuggester.Suggest([new SeenField("xyzzy", "plugh")], Templates);
        (suggestion.TypeKey, suggestion.Fields.ShouldHaveSingleItem().Point).ShouldBe(("", ""));
    }

    [Fact]
    public async Task A_device_is_adopted_onto_a_new_asset_with_what_was_suggested()
    {
        await using var site = await TestSite.StartAsync();
        var device = await QuarantineAsync(site, "wanghai");
        var community = (await site.Get<AssetQueries>().CommunitiesAsync(site.Admin.Scope, default)).Single(item => item.SiteCode == "wanghai").Id;
        var book = site.Get<MappingBook>();
        var suggestion = await book.SuggestAsync(site.Admin, device, null, null, default);
        var draft = new MappingDraft
        {
            NewAsset = new AssetDraft { Community = community, TypeKey = suggestion.TypeKey, Code = "light-9", Name = "楼道灯" },
            Fields = [.. suggestion.Fields.Select(static field => new FieldMapping(field.Field, field.Point))],
        };
        await Should.ThrowAsync<RuleViolation>(() => book.AdoptAsync(site.Manager, device, draft, default));
        var asset = await book.AdoptAsync(site.Admin, device, draft, default);

        var mapped = site.Get<MappingDirectory>().Find("tasmota", "plug-7", "wanghai").ShouldNotBeNull();
        (mapped.Asset, mapped.Fields["ENERGY.Power"].Point, mapped.Fields["ENERGY.Factor"].Point).ShouldBe((asset, "power_w", ""));
        // Of every site: it is known on one only. Another site's plug of this name is another plug.
        site.Get<MappingDirectory>().Find("tasmota", "plug-7", null).ShouldBe(mapped);
        site.Get<MappingDirectory>().Find("tasmota", "plug-7", "baihua").ShouldBeNull();
        (await site.Get<IntakeQueries>().QuarantineAsync(site.Admin.Scope, Paging.First, default)).Total.ShouldBe(0);
        (await site.Get<Audit.AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task Registering_it_takes_what_is_suggested_for_the_type()
    {
        await using var site = await TestSite.StartAsync();
        var device = await QuarantineAsync(site, "wanghai");
        var draft = new AssetDraft { Community = await HomeAsync(site), TypeKey = "lighting-circuit", Code = "light-9", Name = "楼道灯" };
        var asset = await site.Get<QuarantineAdoption>().AdoptAsync(site.Admin, device, draft, default);
        var mapped = site.Get<MappingDirectory>().Find("tasmota", "plug-7", "wanghai").ShouldNotBeNull();
        (mapped.Asset, mapped.Fields["ENERGY.Power"].Point, mapped.Fields["ENERGY.Yesterday"].Point).ShouldBe((asset, "power_w", ""));
        (await site.Get<IntakeQueries>().QuarantineAsync(site.Admin.Scope, Paging.First, default)).Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_new_asset_that_would_never_show_a_value_is_refused_and_the_device_waits_on()
    {
        await using var site = await TestSite.StartAsync();
        var device = await QuarantineAsync(site, "wanghai");
        var draft = new AssetDraft { Community = await HomeAsync(site), TypeKey = "structure", Code = "roof-1", Name = "屋顶" };
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<QuarantineAdoption>().AdoptAsync(site.Admin, device, draft, default))).Code.ShouldBe(OperationCodes.NothingMapped);
        (await site.Get<IntakeQueries>().QuarantineAsync(site.Admin.Scope, Paging.First, default)).Total.ShouldBe(1);
        (await site.ReadAsync(db => db.Assets.AnyAsync(asset => asset.Code == "roof-1"))).ShouldBeFalse();
        // An asset that is there may get nothing of it: then it was looked at, and is silent.
        await site.Get<MappingBook>().AdoptAsync(site.Admin, device, new MappingDraft { Asset = site.FirePump, Fields = [new FieldMapping("ENERGY.Power", "")] }, default);
    }

    [Fact]
    public async Task A_device_with_an_assets_own_credential_is_suggested_this_asset_and_can_be_no_other()
    {
        await using var site = await TestSite.StartAsync();
        var access = await site.Get<DeviceAccessList>().CreateAsync(site.Admin, new DeviceAccessDraft { Site = "wanghai", Asset = "fire-pump-1" }, default);
        var device = await QuarantineAsync(site, "wanghai", access.UserName);
        var book = site.Get<MappingBook>();
        var suggestion = await book.SuggestAsync(site.Admin, device, null, null, default);
        (suggestion.Asset, suggestion.By, suggestion.TypeKey).ShouldBe((site.FirePump, SuggestedBy.Credential, "fire-pump"));

        var fields = suggestion.Fields.Select(static field => field.ToMapping()).ToList();
        var refused = await Should.ThrowAsync<RuleViolation>(() => book.AdoptAsync(site.Admin, device, new MappingDraft { Asset = site.Lift }, default));
        (refused.Code, refused.Reason.Parameters["asset"]).ShouldBe((OperationCodes.CredentialOfOtherAsset, "fire-pump-1"));
        var draft = new AssetDraft { Community = await HomeAsync(site), TypeKey = "lighting-circuit", Code = "light-9", Name = "楼道灯" };
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<QuarantineAdoption>().AdoptAsync(site.Admin, device, draft, default))).Code.ShouldBe(OperationCodes.CredentialOfOtherAsset);
        (await site.ReadAsync(db => db.Assets.AnyAsync(asset => asset.Code == "light-9"))).ShouldBeFalse();
        site.Get<MappingDirectory>().Find("tasmota", "plug-7", "wanghai").ShouldBeNull();

        (await book.AdoptAsync(site.Admin, device, new MappingDraft { Asset = site.FirePump, Fields = fields }, default)).ShouldBe(site.FirePump);
    }

    [Fact]
    public async Task New_fields_of_a_mapped_device_are_suggested_for_its_asset_but_never_for_a_point_that_is_taken()
    {
        await using var site = await TestSite.StartAsync();
        var book = site.Get<MappingBook>();
        await book.AdoptAsync(site.Admin, await QuarantineAsync(site, "wanghai"), new MappingDraft { Asset = site.FirePump, Fields = [new FieldMapping("CLAMP.Current", "current_a")] }, default);
        var again = await QuarantineAsync(site, "wanghai");
        var suggestion = await book.SuggestAsync(site.Admin, again, null, null, default);
        (suggestion.Asset, suggestion.By).ShouldBe((site.FirePump, SuggestedBy.Mapping));
        suggestion.Fields.ShouldNotContain(field => field.Point == "current_a");
        await book.AdoptAsync(site.Admin, again, new MappingDraft { Asset = site.FirePump, Fields = [.. suggestion.Fields.Select(static field => field.ToMapping())] }, default);
        site.Get<MappingDirectory>().Find("tasmota", "plug-7", "wanghai")!.Fields["CLAMP.Current"].Point.ShouldBe("current_a");
    }

    [Fact]
    public async Task A_device_that_calls_itself_by_an_assets_code_is_suggested_this_asset()
    {
        await using var site = await TestSite.StartAsync();
        var book = site.Get<MappingBook>();
        var device = await QuarantineAsync(site, "wanghai", key: "fire-pump-1");
        var suggestion = await book.SuggestAsync(site.Admin, device, null, null, default);
        (suggestion.Asset, suggestion.By).ShouldBe((site.FirePump, SuggestedBy.Name));
        (await book.SuggestAsync(site.Admin, device, "lighting-circuit", null, default)).Asset.ShouldBeNull();
        (await book.SuggestAsync(site.Admin, device, null, site.Lift, default)).TypeKey.ShouldBe("elevator");
        (await Should.ThrowAsync<RuleViolation>(() => book.SuggestAsync(site.Admin, device, null, new AssetId(9999), default))).Code.ShouldBe(OperationCodes.NotFound);
    }

    [Theory]
    [InlineData("5000", "W", "", 1, 0, "power_w", 5000d)]
    [InlineData("5", "kW", "", 1, 0, "power_w", 5000d)]
    [InlineData("50", "A", "mA", 1, 0, "current_a", 0.05)]
    [InlineData("50", "A", "kWh", 1, 0, "current_a", null)]
    [InlineData("OFF", "", "", -1, 1, "on", 1d)]
    [InlineData("hello", "", "", 1, 0, "power_w", null)]
    public void A_sample_is_shown_as_it_would_be_stored(string sample, string stated, string unit, double scale, double offset, string point, double? expected)
    {
        var value = MappedSample.Of(sample, stated, new FieldMapping("f", point, unit, scale, offset), Templates["lighting-circuit"].PointTable[point]);
        if (expected is { } known) value.ShouldNotBeNull().ShouldBe(known, 1e-9);
        else value.ShouldBeNull();
    }

    [Fact]
    public async Task A_mapping_is_changed_and_removed_and_each_is_audited()
    {
        await using var site = await TestSite.StartAsync();
        var book = site.Get<MappingBook>();
        await book.AdoptAsync(site.Admin, await QuarantineAsync(site, "wanghai"), new MappingDraft { Asset = site.FirePump, Fields = [new FieldMapping("ENERGY.Current", "current_a")] }, default);
        var row = (await book.ListAsync(site.Admin, Paging.First, default)).Items.ShouldHaveSingleItem();
        (row.DeviceKey, row.TypeKey, row.Site).ShouldBe(("plug-7", "fire-pump", "wanghai"));

        await book.ChangeAsync(site.Admin, row.Id, [new FieldMapping("ENERGY.Current", "current_a", "mA"), new FieldMapping("ENERGY.Power", "")], default);
        site.Get<MappingDirectory>().Find("tasmota", "plug-7", "wanghai")!.Fields["ENERGY.Current"].Unit.ShouldBe("mA");
        await book.RemoveAsync(site.Admin, row.Id, default);
        site.Get<MappingDirectory>().Find("tasmota", "plug-7", "wanghai").ShouldBeNull();

        await using var db = await site.Get<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync();
        (await db.AuditEntries.Where(entry => entry.Subject == "device-mapping").OrderBy(entry => entry.Number).Select(entry => entry.Action).ToListAsync()).ShouldBe(["Adopt", "Change", "Remove"]);
    }

    [Theory]
    [InlineData("ENERGY.Power", "no_such_point", "", OperationCodes.NotFound)]
    [InlineData("ENERGY.Power", "current_a", "kWh", OperationCodes.UnitsDiffer)]
    public async Task What_can_not_be_is_refused(string field, string point, string unit, string code)
    {
        await using var site = await TestSite.StartAsync();
        var device = await QuarantineAsync(site, "wanghai");
        var draft = new MappingDraft { Asset = site.FirePump, Fields = [new FieldMapping(field, point, unit)] };
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<MappingBook>().AdoptAsync(site.Admin, device, draft, default))).Code.ShouldBe(code);
        (await site.Get<IntakeQueries>().QuarantineAsync(site.Admin.Scope, Paging.First, default)).Total.ShouldBe(1);
    }

    [Fact]
    public async Task Two_fields_are_never_one_point()
    {
        await using var site = await TestSite.StartAsync();
        var draft = new MappingDraft { Asset = site.FirePump, Fields = [new FieldMapping("a", "current_a"), new FieldMapping("b", "current_a")] };
        var device = await QuarantineAsync(site, "wanghai");
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<MappingBook>().AdoptAsync(site.Admin, device, draft, default))).Code.ShouldBe(OperationCodes.PointTwice);
    }

    [Fact]
    public async Task What_came_by_another_sites_gateway_is_no_asset_of_this_one()
    {
        await using var site = await TestSite.StartAsync();
        var device = await QuarantineAsync(site, "elsewhere");
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<MappingBook>().AdoptAsync(site.Admin, device, new MappingDraft { Asset = site.FirePump }, default))).Code.ShouldBe(OperationCodes.NotFound);
    }

    [Theory]
    [InlineData("sensors/{device}/{field}", true)]
    [InlineData("a/+/{device}/{device}", true)]
    [InlineData("sensors/{field}", false)]
    [InlineData("{device}/{field}", false)]
    [InlineData("sensors/#/{device}", false)]
    [InlineData("fm/v1/{device}/x", false)]
    [InlineData("$SYS/{device}", false)]
    [InlineData("", false)]
    public void A_pattern_needs_a_device_and_a_word(string pattern, bool expected) => PlainPattern.IsWellFormed(pattern).ShouldBe(expected);

    [Fact]
    public async Task Patterns_are_added_once_and_removed()
    {
        await using var site = await TestSite.StartAsync();
        var book = site.Get<MappingBook>();
        var row = await book.AddPatternAsync(site.Admin, new TopicPatternDraft(" plc/{device}/{field} "), default);
        (await book.AddPatternAsync(site.Admin, new TopicPatternDraft("plc/{device}/{field}"), default)).ShouldBe(row);
        site.Get<MappingDirectory>().Patterns.ShouldBe(["plc/{device}/{field}"]);
        (await Should.ThrowAsync<RuleViolation>(() => book.AddPatternAsync(site.Admin, new TopicPatternDraft("plc/#"), default))).Code.ShouldBe(OperationCodes.PatternMalformed);
        await book.RemovePatternAsync(site.Admin, row.Id, default);
        site.Get<MappingDirectory>().Patterns.ShouldBeEmpty();
    }

    private static async Task<CommunityId> HomeAsync(TestSite site) =>
        (await site.Get<AssetQueries>().CommunitiesAsync(site.Admin.Scope, default)).Single(item => item.SiteCode == "wanghai").Id;

    private static async Task<int> QuarantineAsync(TestSite site, string siteCode, string user = "", string key = "plug-7")
    {
        var device = new QuarantinedDevice
        {
            Dialect = "tasmota",
            DeviceKey = key,
            UserName = user,
            SiteCode = siteCode,
            Topic = $"tele/{key}/SENSOR",
            LastSeenAt = site.Now,
            FirstSeenAt = site.Now,
            Messages = 1,
            Fields = [.. Plug],
        };
        await site.Get<FacilitiesWriter>().WriteAsync((unit, _) => Task.FromResult(unit.Db.Quarantine.Add(device)), default);
        return device.Id;
    }
}

using Facilities.Domain.Complaints;

namespace Facilities.Domain.Tests.Complaints;

public sealed class PlaceMatcher_Tests
{
    private const int Wanghai = 1;
    private const int Jinxiu = 2;
    private const int Jinxiu2 = 3;

    private static readonly ComplaintReader Reader = new(
        new PlaceMatcher(
            [
                Site(Wanghai, "望海公寓", "云山区滨海路18号", ["老纺织厂宿舍"]), Site(Jinxiu, "锦绣花园", "云山区汇泉路66号", []), Site(Jinxiu2, "锦绣家园", "云山区长江路5号", []), Site(4, "阳光花园", null, []), Site(5, "阳光花园", "新港路9号", []),
            ], TopicLexicon.Shipped),
        TopicClassifier.Shipped);

    [Theory]
    [InlineData("望海公寓1号楼1单元2号电梯门关不上", Wanghai, 101, 111, MatchReasons.Name | MatchReasons.Building | MatchReasons.Number)]
    [InlineData("望海公寓一栋1单元电梯2号梯坏了", Wanghai, 101, 111, MatchReasons.Name | MatchReasons.Building | MatchReasons.Number)]
    [InlineData("望海公寓二号楼电梯异响", Wanghai, 102, 112, MatchReasons.Name | MatchReasons.Building | MatchReasons.OnlyOne)]
    [InlineData("老纺织厂宿舍2幢电梯坏了", Wanghai, 102, 112, MatchReasons.Alias | MatchReasons.Building | MatchReasons.OnlyOne)]
    [InlineData("滨海路18号2号楼电梯坏了", Wanghai, 102, 112, MatchReasons.Address | MatchReasons.Building | MatchReasons.OnlyOne)]
    [InlineData("旺海公寓2号楼电梯坏了", Wanghai, 102, 112, MatchReasons.Sound | MatchReasons.Building | MatchReasons.OnlyOne)]
    [InlineData("望海公浴2号楼电梯坏了", Wanghai, 102, 112, MatchReasons.ShortName | MatchReasons.Building | MatchReasons.OnlyOne)]
    [InlineData("望海公寓电梯坏了", Wanghai, null, null, MatchReasons.Name | MatchReasons.BuildingUntold | MatchReasons.AssetAmbiguous)]
    [InlineData("望海公寓9号楼电梯坏了", Wanghai, null, null, MatchReasons.Name | MatchReasons.BuildingUnknown | MatchReasons.AssetAmbiguous)]
    [InlineData("望海公寓1号楼停水", Wanghai, 101, 113, MatchReasons.Name | MatchReasons.Building | MatchReasons.OnlyOne)]
    [InlineData("电梯注册号370211-10103坏了", Wanghai, 102, 112, MatchReasons.Registration)]
    [InlineData("隔壁小区太吵", null, null, null, MatchReasons.None)]
    public void Places(string text, int? site, int? building, int? asset, MatchReasons reasons)
    {
        var place = Reader.Read(null, null, text).Place;
        (place.Site?.Value, place.Building?.Value, place.Asset?.Value, place.Reasons).ShouldBe((site, building, asset, reasons));
        if (site is not null) place.SiteConfidence.ShouldBeGreaterThan(ComplaintRules.Believed);
    }

    [Fact]
    public void A_name_with_a_wrong_character_that_matters_is_found_and_doubted()
    {
        var place = Reader.Read(null, null, "望梅公寓2号楼电梯坏了").Place;
        (place.Site?.Value, place.Reasons.HasFlag(MatchReasons.Spelling)).ShouldBe((Wanghai, true));
        place.SiteConfidence.ShouldBeLessThan(ComplaintRules.Believed);
    }

    [Fact]
    public void The_first_part_of_two_names_alone_is_doubted()
    {
        var place = Reader.Read(null, null, "锦绣小区电梯坏了").Place;
        place.Reasons.HasFlag(MatchReasons.Several).ShouldBeTrue();
        place.SiteConfidence.ShouldBeLessThan(ComplaintRules.Believed);
    }

    [Fact]
    public void Of_two_communities_of_one_name_the_road_decides()
    {
        var place = Reader.Read(null, "新港路9号阳光花园", "路灯不亮").Place;
        (place.Site?.Value, place.SiteConfidence > ComplaintRules.Believed).ShouldBe((5, true));
        Reader.Read(null, null, "阳光花园路灯不亮").Place.SiteConfidence.ShouldBeLessThan(ComplaintRules.Believed);
    }

    [Fact]
    public void Opposite_of_a_community_is_not_in_it() =>
        Reader.Read(null, null, "望海公寓对面施工").Place.SiteConfidence.ShouldBeLessThan(ComplaintRules.Believed);

    [Fact]
    public void More_told_never_lowers_what_is_believed_of_the_community()
    {
        var bare = Reader.Read(null, null, "望海公寓电梯坏了").Place.SiteConfidence;
        Reader.Read(null, "滨海路18号", "望海公寓电梯坏了").Place.SiteConfidence.ShouldBeGreaterThanOrEqualTo(bare);
    }

    private static KnownSite Site(int id, string name, string? address, string[] aliases) => new(
        new CommunityId(id), name, address, aliases, [new(new BuildingId((id * 100) + 1), "1号楼"), new(new BuildingId((id * 100) + 2), "2号楼")],
        [
            Lift((id * 100) + 10, "1号楼1单元1号梯", (id * 100) + 1, id == 1 ? "370211-10101" : null), Lift((id * 100) + 11, "1号楼1单元2号梯", (id * 100) + 1, null),
            Lift((id * 100) + 12, "2号楼1单元1号梯", (id * 100) + 2, id == 1 ? "370211-10103" : null), new(new AssetId((id * 100) + 13), "booster-pump", "1号增压泵", null, null, null),
            new(new AssetId((id * 100) + 14), "lighting-circuit", "主路照明", null, "road", null),
        ]);

    private static KnownAsset Lift(int id, string name, int building, string? registration) => new(new AssetId(id), "elevator", name, new BuildingId(building), null, registration);
}

using System.Globalization;

namespace Facilities.Simulator.Complaints;

/// <summary>Communities with names that resemble each other, buildings numbered in every usual way, and their equipment; the same for the same seed. Names are invented.</summary>
internal sealed class InventedCity
{
    private const string First = "望锦阳金东新海天春和华龙明瑞翠荣恒嘉福云紫银星丽景康泰盛宏凤";
    private const string Second = "海绣光山湖江城湾都园庭泽景远安兴达阳月悦翔苑河林源州桥港峰泉";

    private static readonly string[] Endings = ["花园", "小区", "公寓", "家园", "新村", "佳苑", "名苑", "华府", "国际", "新城", "一品", "里"];
    private static readonly string[] Roads = ["滨海路", "汇泉路", "长江路", "南京路", "人民路", "香港路", "延安路", "山东路", "松岭路", "辽阳路", "敦化路", "同安路", "劲松路", "珠江路", "漓江路", "黑龙江路"];
    private static readonly string[] Nicknames = ["老纺织厂", "机械厂宿舍", "铁路大院", "二轻楼", "蓝房子", "西大院", "教师楼", "供销社那片", "老棉纺", "红楼"];
    private static readonly string[] Districts = ["云山区", "临港区", "北岭区"];

    public InventedCity(int sites, ulong seed)
    {
        var draw = new Draw(seed * 7_919);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var all = new List<InventedSite>();
        var (building, asset) = (0, 0);
        while (all.Count < sites)
        {
            var name = string.Concat(First[draw.Below(First.Length)], Second[draw.Below(Second.Length)], draw.Of(Endings));
            // A few share a name; many share its first part.
            if (!names.Add(name) && !draw.Chance(0.05)) continue;
            var nickname = draw.Chance(0.35) ? draw.Of(Nicknames) + (draw.Below(3) == 0 ? draw.Below(9) + 1 + "号院" : "") : null;
            var style = draw.Below(10) switch
            {
                < 6 => "号楼",
                6 => "栋",
                7 => "幢",
                8 => "座",
                _ => "字母座",
            };
            var site = new InventedSite(
                all.Count + 1, name, draw.Of(Districts) + draw.Of(Roads) + (draw.Below(300) + 1).ToString(CultureInfo.InvariantCulture) + "号", nickname, nickname is not null && draw.Chance(0.5), 200 + draw.Below(1_500));
            var count = 2 + draw.Below(14);
            for (var number = 1; number <= count; number++)
            {
                var house = new InventedBuilding(++building, number, style == "字母座" ? (char)('A' + number - 1) + "座" : number + style);
                site.Buildings.Add(house);
                var units = 1 + draw.Below(3);
                for (var unit = 1; unit <= units; unit++)
                {
                    var lifts = 1 + draw.Below(2);
                    for (var lift = 1; lift <= lifts; lift++)
                    {
                        asset++;
                        site.Assets.Add(new InventedAsset(asset, "elevator", $"{house.Name}{unit}单元{lift}号梯", house, unit, lift, null, string.Create(CultureInfo.InvariantCulture, $"37{draw.Below(9_000) + 1_000}-{100_000 + asset}")));
                    }
                }

                site.Assets.Add(new InventedAsset(++asset, "lighting-circuit", house.Name + "楼道照明", house, null, null, "stair", null));
                site.Assets.Add(new InventedAsset(++asset, "structure", house.Name + "屋面", house, null, null, "roof", null));
                site.Assets.Add(new InventedAsset(++asset, "structure", house.Name + "外墙", house, null, null, "wall", null));
                site.Assets.Add(new InventedAsset(++asset, "fire-lane", house.Name + "楼道", house, null, null, "stairwell", null));
                site.Assets.Add(new InventedAsset(++asset, "emergency-light", house.Name + "应急照明", house, null, null, null, null));
                site.Assets.Add(new InventedAsset(++asset, "extinguisher", house.Name + "灭火器", house, null, null, null, null));
            }

            for (var pump = 1; pump <= 1 + draw.Below(2); pump++) site.Assets.Add(new InventedAsset(++asset, "booster-pump", pump + "号增压泵", null, null, pump, null, null));
            site.Assets.Add(new InventedAsset(++asset, "fire-pump", "1号消火栓泵", null, null, 1, null, null));
            site.Assets.Add(new InventedAsset(++asset, "fire-alarm", "火灾报警控制器", null, null, null, null, null));
            site.Assets.Add(new InventedAsset(++asset, "lighting-circuit", "车库照明", null, null, null, "garage", null));
            site.Assets.Add(new InventedAsset(++asset, "lighting-circuit", "主路照明", null, null, null, "road", null));
            site.Assets.Add(new InventedAsset(++asset, "fire-lane", "消防车通道", null, null, null, "lane", null));
            site.Assets.Add(new InventedAsset(++asset, "structure", "小区道路", null, null, null, "road", null));
            all.Add(site);
        }

        Sites = all;
    }

    public IReadOnlyList<InventedSite> Sites { get; }

    public IEnumerable<WrittenSite> Written => Sites.Select(site => new WrittenSite(
        site.Id, "site-" + site.Id.ToString(CultureInfo.InvariantCulture), site.Name, site.Address, site.Households, site.NicknameKnown ? [site.Nickname!] : [],
        [.. site.Buildings.Select(building => new WrittenBuilding(building.Id, building.Name))],
        [.. site.Assets.Select(item => new WrittenAsset(item.Id, item.Type, "a" + item.Id.ToString(CultureInfo.InvariantCulture), item.Name, item.Building?.Id, item.Part, item.Registration))]));
}

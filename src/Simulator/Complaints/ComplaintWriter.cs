using System.Globalization;

namespace Facilities.Simulator.Complaints;

/// <summary>Writes hotline records about an invented city, one after the other, with typos, nicknames, missing numbers and messy addresses; the same for the same seed. Not thread-safe.</summary>
internal sealed class ComplaintWriter
{
    /// <summary>Records spread over the last so many days.</summary>
    public const int Days = 730;

    private static readonly string[] Openings = ["", "", "", "市民反映：", "来电人称", "业主投诉，", "您好，", "请相关部门处理：", "12345工单：", "多次反映无果，"];
    private static readonly string[] Endings = ["", "", "", "，请尽快处理。", "，望解决。", "！！！", "，物业一直推诿", "，请回复", "。联系电话13800001234", "，已经反映三次了"];
    private static readonly string[] Asides = ["，顺便问下物业费什么时候交", "，还有停车位也不够", "，垃圾也没人收"];
    private static readonly string[] LiftWords = ["电梯", "电梯", "电梯", "客梯", "直梯"];

    /// <summary>Typed for each other by sound. Made without looking at what the matcher folds; some of it that can't.</summary>
    private static readonly string[] Mistaken =
    [
        "海嗨还", "望忘旺", "园圆员远", "花华话", "苑院愿", "公工功", "寓遇鱼", "阳羊样", "光逛广", "新心星", "城成乘", "锦紧金", "绣修秀", "电店点", "梯体题", "消销小", "防房放", "灯等登", "路录露", "水谁睡", "压牙呀", "楼搂漏",
        "号好浩", "单担丹", "元圆员", "外歪", "墙强抢", "道到倒", "东冬动", "明名民", "龙笼", "翠脆催", "江讲将", "湖胡糊", "紫子字", "云运允", "春纯", "佳家加", "府付夫", "村存", "名民明",
    ];

    private readonly InventedCity _city;
    private readonly Draw _draw;
    private readonly DateTime _until;
    private readonly bool _reporting;
    private readonly ComplaintSubject[] _subjects;
    private int _number;

    public ComplaintWriter(InventedCity city, ulong seed, DateTime until)
    {
        (_city, _draw, _until, _reporting) = (city, new Draw((seed * 104_729) + 1), until, seed >= ComplaintWords.FirstReported);
        _subjects = [.. ComplaintWords.All.SelectMany(subject => Enumerable.Repeat(subject, subject.Weight))];
    }

    public WrittenComplaint Next()
    {
        var subject = _draw.Of(_subjects);
        int wording;
        do wording = _draw.Below(subject.Wordings.Count);
        while (!_reporting && wording % 3 == 2);
        // Some communities complain far more than others.
        var site = _city.Sites[Math.Min(_draw.Below(_city.Sites.Count), _draw.Below(_city.Sites.Count))];
        var asset = Asset(subject, site);
        var building = asset?.Building ?? (subject.Type is null or "booster-pump" && _draw.Chance(0.5) ? _draw.Of(site.Buildings) : null);
        var (called, knownName) = Called(site);
        var tellBuilding = building is not null && !_draw.Chance(0.18);
        var tellUnit = tellBuilding && asset?.Unit is not null && _draw.Chance(0.7);
        var tellNumber = asset is { Type: "elevator" or "booster-pump" } && _draw.Chance(0.4);
        var registration = asset?.Registration is not null && _draw.Chance(0.04);
        var where = Where(building, tellBuilding, asset, tellUnit);
        var inAddress = _draw.Chance(0.6);
        var address = inAddress ? Address(site, called, where) : _draw.Chance(0.3) ? site.Address : "";
        var lift = asset?.Type == "elevator" ? (tellNumber ? asset.Number + _draw.Of(["号", "#", "号"]) : "") + _draw.Of(LiftWords) : "设备";
        var words = subject.Wordings[wording].Replace("{l}", registration ? lift + "（注册号" + asset!.Registration + "）" : lift, StringComparison.Ordinal);
        if (asset is { Type: "booster-pump" } && tellNumber) words += "，" + asset.Number + "号泵";
        var text = _draw.Of(Openings) + (!inAddress || _draw.Chance(0.3) ? called + where : "") + words + (_draw.Chance(0.05) ? _draw.Of(Asides) : "") + _draw.Of(Endings);
        var typos = _draw.Chance(0.15) ? 1 + _draw.Below(2) : 0;
        for (var i = 0; i < typos; i++)
        {
            if (address.Length > 4 && _draw.Chance(0.4)) address = Mistype(address);
            else text = Mistype(text);
        }

        var fits = asset is null ? 0 : site.Assets.Count(other => other.Type == asset.Type
            && (asset.Building is null || (tellBuilding && other.Building == asset.Building) || (!tellBuilding && site.Buildings.Count >= 1))
            && (!tellUnit || other.Unit == asset.Unit) && (!tellNumber || other.Number == asset.Number) && (asset.Part is null || other.Part == asset.Part));
        var toldSite = knownName || registration || address.Contains(site.Address[3..], StringComparison.Ordinal);
        var minute = _draw.Below(Days * 1_440);
        // Fewer at night.
        if (minute % 1_440 < 420 && _draw.Chance(0.8)) minute += 600;
        var at = _until.AddMinutes(-Math.Min(minute, (Days * 1_440) - 1));
        _number++;
        return new WrittenComplaint(
            string.Create(CultureInfo.InvariantCulture, $"{at:yyyyMMdd}{_number:0000000}"), at, address, text, subject.Topic, subject.Sub, site.Id, tellBuilding || asset?.Building is not null ? building?.Id : null, asset?.Id,
            toldSite, toldSite && (registration || fits == 1), wording % 3 == 2);
    }

    private InventedAsset? Asset(ComplaintSubject subject, InventedSite site)
    {
        if (subject.Type is not { } type) return null;
        var fitting = site.Assets.Where(asset => asset.Type == type && (subject.Part is null || asset.Part == subject.Part)).ToList();
        return fitting.Count == 0 ? null : _draw.Of(fitting);
    }

    private (string Called, bool Known) Called(InventedSite site)
    {
        var way = _draw.Below(100);
        if (way < 15 && site.Nickname is { } nickname) return (nickname, site.NicknameKnown);
        // Without its ending, or with another one, it may be somebody else's too; not counted as told where it is.
        var (stem, alone) = (site.Name[..2], _city.Sites.Count(other => other.Name.StartsWith(site.Name[..2], StringComparison.Ordinal)) == 1);
        if (way < 22) return (stem, alone);
        if (way < 26) return (stem + "小区", alone);
        if (way < 30) return ("", false);
        return (site.Name, _city.Sites.Count(other => other.Name == site.Name) == 1);
    }

    private string Where(InventedBuilding? building, bool tell, InventedAsset? asset, bool unit)
    {
        if (!tell || building is null) return unit ? asset!.Unit + "单元" : "";
        var number = building.Name[0] is >= 'A' and <= 'Z' ? building.Name[..1] : building.Number.ToString(CultureInfo.InvariantCulture);
        var room = _draw.Chance(0.3) ? (_draw.Below(20) + 1).ToString(CultureInfo.InvariantCulture) + "0" + (_draw.Below(4) + 1) : "";
        if (unit && room.Length > 0 && char.IsAsciiDigit(number[0]) && _draw.Chance(0.3)) return $"{number}-{asset!.Unit}-{room}，";
        var said = _draw.Below(10) switch
        {
            < 5 => building.Name,
            5 => char.IsAsciiDigit(number[0]) ? Numeral(building.Number) + "号楼" : building.Name,
            6 => number + "#" + (unit ? "" : "楼"),
            7 => number + "栋",
            8 => number + "号楼",
            _ => number + " 号 楼",
        };
        var told = said + (unit ? (_draw.Chance(0.2) ? Numeral(asset!.Unit!.Value) : asset!.Unit!.Value.ToString(CultureInfo.InvariantCulture)) + "单元" : "");
        return told + (room.Length > 0 ? room + (_draw.Chance(0.6) ? "室" : "，") : "");
    }

    private string Address(InventedSite site, string called, string where) => _draw.Below(6) switch
    {
        0 => site.Address + called + where,
        1 => site.Address[..3] + called + where,
        2 => "XX市" + site.Address + "，" + called + "（" + where + "）",
        3 => called + "  " + where,
        4 => Wide(called + where),
        _ => called + where,
    };

    private string Mistype(string text)
    {
        if (text.Length < 3) return text;
        var at = _draw.Below(text.Length - 1);
        // Numbers are read aloud and typed right; of a wrong one nobody could say which was meant.
        if (char.IsAsciiLetterOrDigit(text[at]) || char.IsAsciiLetterOrDigit(text[at + 1])) return text;
        if (_draw.Chance(0.7))
        {
            for (var tries = 0; tries < text.Length; tries++, at = (at + 1) % text.Length)
            {
                if (Array.Find(Mistaken, group => group.Contains(text[at], StringComparison.Ordinal)) is not { } alike) continue;
                return string.Concat(text.AsSpan(0, at), alike.Replace(text[at].ToString(), "", StringComparison.Ordinal).AsSpan(_draw.Below(alike.Length - 1), 1), text.AsSpan(at + 1));
            }
        }

        return _draw.Below(3) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, text[at].ToString()),
            _ => string.Concat(text.AsSpan(0, at), text.AsSpan(at + 1, 1), text.AsSpan(at, 1), text.AsSpan(at + 2)),
        };
    }

    private static string Wide(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < source.Length; i++) span[i] = source[i] is > ' ' and <= '~' ? (char)(source[i] + 0xFEE0) : source[i];
    });

    private static string Numeral(int number)
    {
        const string Digits = "零一二三四五六七八九";
        if (number < 10) return Digits[number].ToString();
        return (number < 20 ? "" : Digits[number / 10].ToString()) + "十" + (number % 10 == 0 ? "" : Digits[number % 10].ToString());
    }
}

namespace Facilities.Domain.Complaints;

/// <summary>Names that sound or look alike, and names with a character wrong. Pure.</summary>
internal static class LooseSpelling
{
    /// <summary>Characters that are often typed for each other by sound; the first stands for all of them.</summary>
    private static readonly string[] Alike =
    [
        "园苑院圆元源缘原", "望旺忘王汪", "海嗨孩", "锦金景津近", "绣秀", "公工宫功", "寓遇玉御裕誉", "阳洋杨扬", "光广", "城成诚程承", "湾弯万", "府福富付", "居局聚", "雅亚", "新欣心馨鑫信",
        "丽力立利莉励", "安按", "和河荷禾合", "盛圣胜升", "东冬", "明名铭", "龙隆", "江将", "山珊", "香乡湘翔祥", "庭亭廷", "湖胡", "翠脆", "滨宾彬斌", "华花化", "家佳加嘉", "天添", "泰太", "景警",
        "云芸", "虹红洪宏鸿", "桥乔侨", "春椿", "丰风枫凤", "台泰", "世市仕", "纪记季", "里理", "门们", "清青轻", "水税", "岛到", "贵桂", "苹平坪", "吉极集", "麦卖", "星兴", "月悦跃越", "上尚", "都督",
    ];

    private static readonly Dictionary<char, char> Folded = Fold();

    /// <summary>The same length, alike characters made one.</summary>
    public static string BySound(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < source.Length; i++) span[i] = Folded.GetValueOrDefault(source[i], source[i]);
    });

    /// <summary>Least number of characters to change, add or drop in <paramref name="name"/> so that it stands somewhere in <paramref name="text"/>; above <paramref name="most"/> it isn't counted on.</summary>
    /// <param name="end">Where it ends there.</param>
    public static int Distance(string name, ReadOnlySpan<char> text, int most, out int end)
    {
        // Sellers' algorithm: edit distance with a free start and end in the text.
        Span<int> column = stackalloc int[name.Length + 1];
        for (var i = 0; i <= name.Length; i++) column[i] = i;
        var best = most + 1;
        end = -1;
        for (var j = 0; j < text.Length; j++)
        {
            var diagonal = column[0];
            for (var i = 1; i <= name.Length; i++)
            {
                var above = column[i];
                column[i] = Math.Min(Math.Min(above, column[i - 1]) + 1, diagonal + (name[i - 1] == text[j] ? 0 : 1));
                diagonal = above;
            }

            if (column[name.Length] < best) (best, end) = (column[name.Length], j + 1);
        }

        return best;
    }

    private static Dictionary<char, char> Fold()
    {
        var folded = new Dictionary<char, char>();
        foreach (var alike in Alike)
        {
            foreach (var c in alike) folded.TryAdd(c, alike[0]);
        }

        return folded;
    }
}

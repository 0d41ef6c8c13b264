using System.Globalization;
using System.Net;
using System.Text;
using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>A page of a pack in one language, section by section: no script, nothing from outside, so that it opens from a folder and prints. Not thread-safe.</summary>
internal sealed class PackHtml
{
    private const string Style = """
        :root{color-scheme:light}body{font:14px/22px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;color:#14202b;background:#f4f6f8;margin:0}
        main{max-width:1040px;margin:0 auto;padding:24px}h1{font-size:22px;line-height:30px;margin:0 0 4px}h2{font-size:16px;margin:0 0 8px}p{margin:4px 0}.c{color:#5f6c78;font-size:12px}
        section{background:#fff;border:1px solid #e1e6eb;border-radius:8px;padding:16px;margin:16px 0;overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13px;line-height:20px}
        th{text-align:left;color:#5f6c78;font-weight:400;padding:4px 12px 4px 0;vertical-align:top}td{padding:4px 12px 4px 0;vertical-align:top;border-top:1px solid #eef1f4}th[scope=row]{width:220px;border-top:1px solid #eef1f4}
        img{max-width:100%;height:auto}.g{display:flex;flex-wrap:wrap;gap:12px}.g figure{margin:0;width:300px}.y{color:#156638}.n{color:#b01028}a{color:#084e5e}.line{border-bottom:1px solid #7f8b97;display:inline-block;min-width:240px}
        @media print{body{background:#fff}section{break-inside:avoid;border:0;padding:0}}
        """;

    private readonly StringBuilder _page = new();

    public PackHtml(CultureInfo culture, PackWords words, string title)
    {
        (Culture, Words) = (culture, words);
        _page.Append("<!doctype html>\n<html lang=\"").Append(culture.Name).Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
            .Append(Escaped(title)).Append("</title><style>").Append(Style.ReplaceLineEndings("")).Append("</style></head><body><main>\n<h1>").Append(Escaped(title)).Append("</h1>\n");
    }

    public CultureInfo Culture { get; }

    public PackWords Words { get; }

    public string T(string key, params ReadOnlySpan<object?> arguments) => PackText.Say(Culture, key, arguments);

    public string Name(LocalizedName? name) => name?.For(Culture) ?? "—";

    public string Say(CodedText text) => Words.Say(Culture, text);

    public string Word(string family, object value) => Words.Word(Culture, $"{family}.{value}");

    public PackHtml Line(string text, bool isSmall = false)
    {
        _page.Append(isSmall ? "<p class=\"c\">" : "<p>").Append(Escaped(text)).Append("</p>\n");
        return this;
    }

    public PackHtml Links(params ReadOnlySpan<(string Address, string Text)> links)
    {
        _page.Append("<p>");
        foreach (var (address, text) in links) _page.Append("<a href=\"").Append(Escaped(address)).Append("\">").Append(Escaped(text)).Append("</a> &nbsp; ");
        _page.Append("</p>\n");
        return this;
    }

    public PackHtml Begin(string heading)
    {
        _page.Append("<section><h2>").Append(Escaped(heading)).Append("</h2>\n");
        return this;
    }

    public PackHtml End()
    {
        _page.Append("</section>\n");
        return this;
    }

    /// <summary>Name and value; what nobody knows isn't shown.</summary>
    public PackHtml Pairs(params IReadOnlyList<(string Name, string? Value)> pairs)
    {
        _page.Append("<table>");
        foreach (var (name, value) in pairs.Where(pair => !string.IsNullOrEmpty(pair.Value)))
            _page.Append("<tr><th scope=\"row\">").Append(Escaped(name)).Append("</th><td>").Append(Escaped(value!)).Append("</td></tr>\n");
        _page.Append("</table>\n");
        return this;
    }

    public PackHtml Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string?>> rows)
    {
        _page.Append("<table><thead><tr>");
        foreach (var heading in headings) _page.Append("<th>").Append(Escaped(heading)).Append("</th>");
        _page.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            _page.Append("<tr>");
            foreach (var cell in row) _page.Append("<td>").Append(Escaped(cell ?? "")).Append("</td>");
            _page.Append("</tr>\n");
        }

        _page.Append("</tbody></table>\n");
        return this;
    }

    public PackHtml Pictures(IEnumerable<(string File, string Caption)> pictures, bool isWide = false)
    {
        if (!isWide) _page.Append("<div class=\"g\">");
        foreach (var (file, caption) in pictures)
        {
            _page.Append(isWide ? "<p>" : "<figure>").Append("<img src=\"").Append(Escaped(file)).Append("\" alt=\"").Append(Escaped(caption)).Append("\">");
            _page.Append(isWide ? "</p>\n" : $"<figcaption class=\"c\">{Escaped(caption)}</figcaption></figure>\n");
        }

        if (!isWide) _page.Append("</div>\n");
        return this;
    }

    /// <summary>Places to be filled in by hand.</summary>
    public PackHtml Blanks(params IReadOnlyList<string> names)
    {
        foreach (var name in names) _page.Append("<p>").Append(Escaped(name)).Append("：<span class=\"line\">&nbsp;</span></p>\n");
        return this;
    }

    public override string ToString() => _page + "</main></body></html>\n";

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}

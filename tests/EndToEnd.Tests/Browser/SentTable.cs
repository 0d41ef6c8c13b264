using System.IO.Compression;
using System.Xml.Linq;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests.Browser;

/// <summary>A table as it left the page: its rows, headings first, and what stands with it about its origin.</summary>
internal sealed record SentTable(IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<IReadOnlyList<string>> Origin)
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>What the page's own link to it gives; texts without commas.</summary>
    public static async Task<SentTable> CsvAsync(IPage page, string what) => OfCsv(await BytesAsync(page, what, "Csv"));

    public static SentTable OfCsv(byte[] bytes)
    {
        bytes.Take(3).ShouldBe([0xEF, 0xBB, 0xBF]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3).Split("\r\n").Select(line => (IReadOnlyList<string>)line.Split(',')).ToList();
        var end = lines.FindIndex(line => line is [""]);
        return new SentTable(lines[..end], lines[(end + 1)..]);
    }

    public static async Task<SentTable> XlsxAsync(IPage page, string what)
    {
        using var archive = new ZipArchive(new MemoryStream(await BytesAsync(page, what, "Xlsx")));
        return new SentTable(await SheetAsync(archive, 1), await SheetAsync(archive, 2));
    }

    /// <summary>A file as the page's reader gets it.</summary>
    public static async Task<byte[]> FetchAsync(IPage page, string address)
    {
        var numbers = await page.EvaluateAsync<int[]>("async url => [...new Uint8Array(await (await fetch(url)).arrayBuffer())]", address);
        return [.. numbers.Select(number => (byte)number)];
    }

    private static async Task<IReadOnlyList<IReadOnlyList<string>>> SheetAsync(ZipArchive archive, int number)
    {
        await using var stream = await archive.GetEntry($"xl/worksheets/sheet{number}.xml")!.OpenAsync();
        var sheet = await XDocument.LoadAsync(stream, LoadOptions.PreserveWhitespace, default);
        return [.. sheet.Descendants(Main + "row").Select(row => row.Elements(Main + "c").Select(cell => cell.Value).ToList())];
    }

    private static async Task<byte[]> BytesAsync(IPage page, string what, string format)
    {
        var address = (await page.Locator($"a[href*='what={what}'][href*='format={format}']").First.GetAttributeAsync("href")).ShouldNotBeNull();
        return await FetchAsync(page, address);
    }
}

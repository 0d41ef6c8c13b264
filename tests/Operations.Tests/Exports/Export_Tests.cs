using System.Collections;
using System.Globalization;
using System.IO.Compression;
using System.Resources;
using System.Text;
using System.Xml.Linq;
using Facilities.Operations.Exports;

namespace Facilities.Operations.Tests.Exports;

public sealed class Export_Tests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static readonly ExportColumn[] Columns =
    [
        new("名称"), new("应做", ExportKind.Count), new("按期率", ExportKind.Share), new("值", ExportKind.Number), new("末日", ExportKind.Day), new("申报", ExportKind.Moment),
    ];

    [Fact]
    public async Task Csv_begins_with_the_byte_order_mark_and_ends_with_where_it_comes_from()
    {
        var csv = await CsvAsync(Table([["1号梯, 东", 1200, 0.9251, 3.14159, new DateOnly(2026, 3, 2), new DateTimeOffset(2026, 3, 2, 2, 5, 0, TimeSpan.Zero)], ["说\"好\"的", 0, null, null, null, null]]));

        csv[..3].ShouldBe(Encoding.UTF8.GetPreamble());
        Encoding.UTF8.GetString(csv[3..]).ShouldBe(
            "名称,应做,按期率 (%),值,末日,申报\r\n\"1号梯, 东\",1200,92.5,3.1416,2026-03-02,2026-03-02 10:05\r\n\"说\"\"好\"\"的\",0,,,,\r\n\r\n期间,2026-03-01 – 2026-03-31\r\n审计链头,12:ab\r\n");
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+7")]
    [InlineData("-2")]
    [InlineData("@SUM(A1)")]
    public async Task A_text_that_a_spreadsheet_would_run_is_only_a_text(string text)
    {
        var csv = Encoding.UTF8.GetString(await CsvAsync(Table([[text, 1, null, null, null, null]])));
        csv.ShouldContain("\r\n'" + text + ",1");

        var cell = (await SheetAsync(Table([[text, 1, null, null, null, null]]), 1)).Descendants(Main + "c").ElementAt(Columns.Length);
        (cell.Attribute("t")!.Value, cell.Value).ShouldBe(("inlineStr", text));
        cell.Element(Main + "f").ShouldBeNull();
    }

    [Fact]
    public async Task A_workbook_holds_numbers_and_days_as_such_and_its_origin_on_a_second_sheet()
    {
        var table = Table([["1号梯", 1200, 0.925, 3.5, new DateOnly(2026, 3, 2), new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero)], ["坏\u0001字𠮷", 0, double.NaN, null, null, null]]);

        var rows = (await SheetAsync(table, 1)).Descendants(Main + "row").ToList();
        rows.Count.ShouldBe(3);
        rows[0].Value.ShouldBe("名称应做按期率值末日申报");
        rows[1].Elements(Main + "c").Skip(1).Select(cell => cell.Value).ShouldBe(["1200", "0.925", "3.5", "46083", "46083.5"], "days since the end of 1899, in site time");
        rows[2].Elements(Main + "c").Select(cell => cell.Value).ShouldBe(["坏字𠮷", "0", "", "", "", ""]);
        (await SheetAsync(table, 2)).Descendants(Main + "row").Select(row => row.Value).ShouldBe(["期间2026-03-01 – 2026-03-31", "审计链头12:ab"]);
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Xlsx)]
    public async Task A_long_table_leaves_while_it_is_read(ExportFormat format)
    {
        const int Rows = 60_000;
        var output = new MemoryStream();
        var writtenBefore = new List<long>();
        await Table(Many()).WriteAsync(format, new NetworkStream(output), default);

        writtenBefore[^1].ShouldBeGreaterThan(writtenBefore[0] + 100_000, "what was read has left before the last row is asked for");
        output.CanWrite.ShouldBeTrue("the stream is its owner's");

        async IAsyncEnumerable<IReadOnlyList<object?>> Many()
        {
            await Task.CompletedTask;
            for (var i = 0; i < Rows; i++)
            {
                if (i % (Rows - 1) == 0) writtenBefore.Add(output.Length);
                yield return ["行" + (i * 7919L % 100_003).ToString(CultureInfo.InvariantCulture), i, i / (double)Rows, null, null, null];
            }
        }
    }

    [Fact]
    public void Every_word_of_an_export_exists_in_both_languages()
    {
        var (chinese, english) = (Words(CultureInfo.GetCultureInfo("zh-CN")), Words(CultureInfo.GetCultureInfo("en")));
        chinese.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        chinese.Values.Concat(english.Values).ShouldAllBe(text => text.Length > 0);
        Should.Throw<MissingManifestResourceException>(() => ExportText.Say(CultureInfo.InvariantCulture, "none"));
    }

    private static Dictionary<string, string> Words(CultureInfo culture) =>
        ExportText.Words.GetResourceSet(culture.Name == "zh-CN" ? CultureInfo.InvariantCulture : culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static ExportTable Table(IReadOnlyList<IReadOnlyList<object?>> rows) => Table(rows.ToAsyncEnumerable());

    private static ExportTable Table(IAsyncEnumerable<IReadOnlyList<object?>> rows) => new(
        "检查:合规", "compliance", Columns, rows, [("期间", "2026-03-01 – 2026-03-31"), ("审计链头", "12:ab")], TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    private static async Task<byte[]> CsvAsync(ExportTable table)
    {
        var output = new MemoryStream();
        await table.WriteAsync(ExportFormat.Csv, new NetworkStream(output), default);
        return output.ToArray();
    }

    private static async Task<XDocument> SheetAsync(ExportTable table, int number)
    {
        var output = new MemoryStream();
        await table.WriteAsync(ExportFormat.Xlsx, new NetworkStream(output), default);
        output.Position = 0;
        using var archive = new ZipArchive(output);
        await using var sheet = await archive.GetEntry($"xl/worksheets/sheet{number}.xml")!.OpenAsync();
        return await XDocument.LoadAsync(sheet, LoadOptions.PreserveWhitespace, default);
    }
}

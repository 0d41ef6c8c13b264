using System.Text;
using Facilities.Operations.Complaints;

namespace Facilities.Operations.Tests.Complaints;

/// <summary>Files as people's programs write them, in the encodings they use.</summary>
public sealed class CsvRows_Tests
{
    [Fact]
    public void Quotes_line_breaks_within_cells_and_empty_lines()
    {
        var rows = new CsvRows(new StringReader("a,b\r\n\r\n\"x,1\",\"say \"\"so\"\"\nagain\"\r\nlast,"));

        rows.Next().ShouldBe(["a", "b"]);
        rows.Next().ShouldBe(["x,1", "say \"so\"\nagain"]);
        rows.Line.ShouldBe(3);
        rows.Next().ShouldBe(["last", ""]);
        rows.Line.ShouldBe(5);
        rows.Next().ShouldBeNull();
    }

    [Theory]
    [InlineData("a;b;c\n1;2,5;3", "2,5")]
    [InlineData("a\tb\tc\n1\t2,5;x\t3", "2,5;x")]
    [InlineData("a,b,c\n1,2;5,3", "2;5")]
    public void The_headings_tell_the_separator(string text, string second)
    {
        var rows = new CsvRows(new StringReader(text));
        rows.Next().ShouldBe(["a", "b", "c"]);
        rows.Next()![1].ShouldBe(second);
    }

    [Fact]
    public void A_quote_that_never_ends_does_not_swallow_the_file()
    {
        var text = new StringBuilder("a,b\n1,\"open\n");
        for (var i = 0; i < 10_000; i++) text.Append("row,").Append(i).Append('\n');
        var rows = new CsvRows(new StringReader(text.ToString()));

        var count = 0;
        while (rows.Next() is { } row)
        {
            row.ShouldAllBe(cell => cell.Length <= CsvRows.MaximumCell);
            count++;
        }

        count.ShouldBeGreaterThan(5_000);
    }

    [Theory]
    [InlineData("gb18030", false)]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    public void Encodings_are_found(string name, bool marked)
    {
        var encoding = TextEncoding.Named(name);
        // The first Chinese character comes late.
        var text = new string('a', 200_000) + "电梯坏了";
        using var stream = new MemoryStream();
        if (marked) stream.Write(encoding.GetPreamble());
        stream.Write(encoding.GetBytes(text));
        stream.Position = 0;

        var found = TextEncoding.Detect(stream);

        stream.Position.ShouldBe(0);
        new StreamReader(stream, found).ReadToEnd().ShouldBe(text);
    }

    [Fact]
    public void Usual_headings_are_recognised()
    {
        var guess = ComplaintColumns.Guess(["序号", "工单编号", "受理时间", "来电人电话", "诉求地址", "诉求内容"]);
        guess.ShouldBe(new Dictionary<string, string> { ["Record"] = "工单编号", ["Received"] = "受理时间", ["Text"] = "诉求内容", ["Address"] = "诉求地址" }, ignoreOrder: true);
    }
}

namespace Facilities.Domain.Tests;

public sealed class CodedTextTests
{
    [Theory]
    [InlineData("fault.closed")]
    [InlineData("fault.dispatched?firm=3&user=7")]
    [InlineData("fault.comment?note=%E4%B8%AD%20a%26b%3Dc%3F")]
    [InlineData("a?b=")]
    public void What_it_wrote_it_reads_again(string text) => CodedText.Parse(text).ToString().ShouldBe(text);

    [Fact]
    public void Writes_parameters_in_ordinal_order_whatever_the_order_given()
    {
        CodedText.Of("x", ("b", 1), ("a", 2)).ShouldBe(CodedText.Of("x", ("a", 2), ("b", 1)));
        CodedText.Of("x", ("b", 1), ("a", 2)).ToString().ShouldBe("x?a=2&b=1");
    }

    [Fact]
    public void Writes_values_the_same_in_every_culture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            CodedText.Of("x", ("n", 1.5), ("d", new DateOnly(2026, 3, 2)), ("t", Sites.MondayMorning), ("s", TimeSpan.FromMinutes(90)), ("b", true), ("nil", null))
                .ToString().ShouldBe("x?b=true&d=2026-03-02&n=1.5&nil=&s=01%3A30%3A00&t=2026-03-02T02%3A00%3A00.000Z");
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?a=1")]
    [InlineData("x?a")]
    [InlineData("x?=1")]
    [InlineData("x?a=1&a=2")]
    public void Refuses_what_it_would_not_write(string text) => Should.Throw<FormatException>(() => CodedText.Parse(text));

    [Theory]
    [InlineData("a b")]
    [InlineData("a?b")]
    [InlineData("")]
    public void Refuses_a_code_with_reserved_characters(string code) => Should.Throw<ArgumentException>(() => CodedText.Of(code));

    [Fact]
    public void Every_refusal_has_a_code_of_its_own()
    {
        RuleCodes.All.Count.ShouldBeGreaterThan(40);
        RuleCodes.All.ShouldBeUnique();
        RuleCodes.All.Concat(ReasonCodes.All).ShouldBeUnique();
        RuleCodes.All.Concat(ReasonCodes.All).ShouldAllBe(code => CodedText.Parse(code).Code == code);
    }
}

using Facilities.Domain.Insurance;

namespace Facilities.Domain.Tests.Insurance;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("200", 20_000)]
    [InlineData("0.01", 1)]
    [InlineData("-3.50", -350)]
    public void Keeps_whole_fen(string yuan, long fen)
    {
        var money = Money.FromYuan(decimal.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture));
        money.Fen.ShouldBe(fen);
        money.Yuan.ShouldBe(decimal.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Refuses_what_is_finer_than_a_fen() => Should.Throw<RuleViolation>(() => Money.FromYuan(0.001m)).Code.ShouldBe(RuleCodes.MoneyOutOfRange);

    [Fact]
    public void Refuses_to_overflow() => Should.Throw<OverflowException>(() => new Money(long.MaxValue) + new Money(1));

    [Fact]
    public void Calculates_and_compares()
    {
        (Money.FromYuan(200) * 3).ShouldBe(Money.FromYuan(600));
        (Money.FromYuan(1) - Money.FromYuan(3)).ShouldBe(Money.FromYuan(-2));
        Money.Min(Money.FromYuan(1), Money.FromYuan(2)).ShouldBe(Money.FromYuan(1));
        (Money.FromYuan(1) < Money.FromYuan(2)).ShouldBeTrue();
        Money.FromYuan(1234.5m).ToString().ShouldBe("1234.50");
    }
}

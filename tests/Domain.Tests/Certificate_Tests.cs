using Facilities.Domain.Access;
using Facilities.Domain.Certificates;

namespace Facilities.Domain.Tests;

/// <summary>What a paper may say, and when it holds.</summary>
public sealed class Certificate_Tests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    private static readonly Actor Firm = new(new UserId(1), Role.Firm, new OrganisationId(1));
    private static readonly CertificateText Text = new(" T-1 ", "Office", Today.AddYears(-1), Today.AddYears(3));

    [Fact]
    public void It_holds_from_its_first_to_its_last_day_also_after_a_newer_one_and_never_when_withdrawn()
    {
        var licence = Licence(Text);
        (licence.Number, licence.Slot).ShouldBe(("T-1", "u7/ElevatorWork"));
        licence.Replace(Now);
        licence.Slot.ShouldBeNull();
        new[] { -366, -365, 0, 1096, 1097 }.Select(days => licence.HoldsOn(Today.AddDays(days))).ShouldBe([false, true, true, true, false]);
        licence.Withdraw(Firm, Now);
        licence.HoldsOn(Today).ShouldBeFalse();
    }

    [Fact]
    public void What_it_says_is_checked()
    {
        Refused(() => Licence(Text with { Number = " " }), RuleCodes.CertificateNumber);
        Refused(() => Licence(Text with { Number = new string('9', Certificate.MaximumNumber + 1) }), RuleCodes.CertificateNumber);
        Refused(() => Licence(Text with { Issuer = "" }), RuleCodes.CertificateIssuer);
        Refused(() => Licence(Text with { IssuedOn = Today.AddDays(1) }), RuleCodes.CertificateIssuedLater);
        Refused(() => Licence(Text with { ValidUntil = null }), RuleCodes.CertificateUntil);
        Refused(() => Licence(Text with { ValidUntil = Text.IssuedOn.AddDays(-1) }), RuleCodes.PeriodReversed);
        Refused(() => OfLift(CertificateKind.Registration, Text), RuleCodes.CertificateUntil);
        Refused(() => OfLift(CertificateKind.FireTest, Text), RuleCodes.CertificateKind);
        Refused(() => OfLift(CertificateKind.ElevatorWork, Text), RuleCodes.CertificateKind);
        Refused(() => Certificate.OfPerson(CertificateKind.Insurance, new UserId(7), new OrganisationId(1), Text, Firm, Today, Now), RuleCodes.CertificateKind);
        Refused(() => Certificate.OfPerson(CertificateKind.ElevatorWork, new UserId(7), new OrganisationId(1), Text, Firm with { Role = Role.Crew }, Today, Now), RuleCodes.RightMissing);
        OfLift(CertificateKind.Registration, Text with { ValidUntil = null }).ValidUntil.ShouldBeNull();
    }

    [Theory]
    [InlineData(null, CertificateState.Missing)]
    [InlineData(-1, CertificateState.Expired)]
    [InlineData(0, CertificateState.ExpiresSoon)]
    [InlineData(60, CertificateState.ExpiresSoon)]
    [InlineData(61, CertificateState.Valid)]
    public void How_it_stands_follows_from_the_days_left(int? days, CertificateState state) => Certificate.StateOn(Today, days is { } left ? Today.AddDays(left) : null).ShouldBe(state);

    private static Certificate Licence(CertificateText text) => Certificate.OfPerson(CertificateKind.ElevatorWork, new UserId(7), new OrganisationId(1), text, Firm, Today, Now);

    private static Certificate OfLift(CertificateKind kind, CertificateText text) => Certificate.OfAsset(kind, new AssetId(3), "elevator", text, Firm, Today, Now);

    private static void Refused(Action action, string code) => Should.Throw<RuleViolation>(action).Code.ShouldBe(code);
}

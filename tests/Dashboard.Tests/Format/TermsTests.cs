using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Dashboard.Tests.Support;
using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Tests.Format;

public sealed class TermsTests
{
    private static readonly Terms Terms = new(Texts.Of<TermText>(), Texts.Format(new StandingClock(new DateTimeOffset(2026, 11, 20, 6, 0, 0, TimeSpan.Zero))), AssetTemplateCatalog.Load());

    [Theory]
    [InlineData("zh-CN", "检查项不合格：制动器动作正常")]
    [InlineData("en", "Inspection step not in order: Brake works")]
    public void A_step_of_a_checklist_has_its_name(string language, string expected)
    {
        using var culture = new UseCulture(language);
        Terms.Say(CodedText.Of("fault.step_failed", ("template", "elevator-half-month"), ("step", "brake"))).ShouldBe(expected);
    }

    [Fact]
    public void A_step_that_nobody_knows_shows_its_key() =>
        Terms.Say(CodedText.Of("fault.step_failed", ("template", "gone"), ("step", "brake"))).ShouldEndWith("brake");
}

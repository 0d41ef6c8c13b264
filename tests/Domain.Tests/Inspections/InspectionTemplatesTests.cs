using Facilities.Domain.Inspections;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Inspections;

public sealed class InspectionTemplatesTests
{
    [Fact]
    public void Each_template_is_whole()
    {
        InspectionTemplates.All.Count.ShouldBeGreaterThan(40);
        foreach (var template in InspectionTemplates.All)
        {
            template.Name.ShouldNotBeNullOrWhiteSpace(template.Key);
            template.NameEn.ShouldNotBeNullOrWhiteSpace(template.Key);
            template.Evidence.ShouldNotBeEmpty(template.Key);
            template.Includes.ShouldAllBe(key => InspectionTemplates.Find(key) != null && InspectionTemplates.Find(key)!.AssetType == template.AssetType);
            template.Steps.Select(step => step.Key).ShouldBeUnique();
            template.Steps.ShouldAllBe(step => step.Unit != null || step.Minimum == null && step.Maximum == null);
            if (template.Statutory) template.Basis.ShouldNotBeNullOrWhiteSpace(template.Key);
            InspectionInterval.Parse(template.Interval.ToString()).ShouldBe(template.Interval);
        }
    }

    [Fact]
    public void The_two_that_are_planned_first_are_as_the_standards_say()
    {
        var elevator = InspectionTemplates.Find(InspectionTemplates.ElevatorHalfMonth)!;
        (elevator.Interval, elevator.Anchor, elevator.Signatures, elevator.Statutory).ShouldBe((InspectionInterval.HalfMonth, InspectionAnchor.MaximumInterval, 2, true));
        var pump = InspectionTemplates.Find(InspectionTemplates.FirePumpWeeklyStart)!;
        (pump.Interval, pump.Anchor, pump.Statutory).ShouldBe((InspectionInterval.Days(7), InspectionAnchor.MaximumInterval, true));
        pump.Steps.Single(step => step.Key == "start").Maximum.ShouldBe(120, "a fire pump runs within two minutes of its signal");
    }

    [Fact]
    public void The_yearly_list_contains_all_shorter_ones() =>
        InspectionTemplates.Included(InspectionTemplates.Find("elevator-year")!).ShouldBe(["elevator-half-year", "elevator-quarter", "elevator-half-month"], ignoreOrder: true);

    [Theory]
    [InlineData("10d", true)]
    [InlineData("half-month", true)]
    [InlineData("16d", false)]
    [InlineData("1mo", false)]
    public void A_statutory_interval_is_tightened_never_loosened(string interval, bool allowed)
    {
        var make = () => new InspectionSchedule(InspectionTemplates.Find(InspectionTemplates.ElevatorHalfMonth)!, new AssetId(1), new CommunityId(1), Day("2026-01-01"), Day("2026-01-01"), InspectionInterval.Parse(interval));
        if (allowed) make().Interval.ToString().ShouldBe(interval);
        else Should.Throw<RuleViolation>(make).Code.ShouldBe(RuleCodes.InspectionLoosened);
    }
}

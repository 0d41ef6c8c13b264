using Facilities.Domain.Inspections;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Inspections;

public sealed class InspectionTemplatesTests
{
    /// <summary>Every row of the field's table of duties: how often, who, on which basis and how well that is founded (S stated, M to be checked, D ours).</summary>
    [Theory]
    [InlineData("elevator-half-month", "elevator", "half-month", "Firm", "TSG T5002", "S")]
    [InlineData("elevator-quarter", "elevator", "3mo", "Firm", "TSG T5002", "S")]
    [InlineData("elevator-half-year", "elevator", "6mo", "Firm", "TSG T5002", "S")]
    [InlineData("elevator-year", "elevator", "12mo", "Firm", "TSG T5002", "S")]
    [InlineData("elevator-self-check", "elevator", "12mo", "Firm", "TSG T5002", "S")]
    [InlineData("elevator-rescue-drill", "elevator", "6mo", "Firm", "TSG T5002", "S")]
    [InlineData("elevator-inspection", "elevator", "years 1,4,7,9,11,13,15 then 1", "InspectionBody", "TSG T7001-2023", "S")]
    [InlineData("elevator-testing", "elevator", "years 2,3,5,6,8,10,12,14", "Firm,Laboratory", "TSG T7008-2023", "S")]
    [InlineData("elevator-daily-control", "elevator", "1d", "SafetyOfficer", "SAMR order 74", "S")]
    [InlineData("elevator-weekly-check", "elevator", "7d", "SafetyDirector", "SAMR order 74", "S")]
    [InlineData("elevator-monthly-review", "elevator", "1mo", "Principal", "SAMR order 74", "S")]
    [InlineData("elevator-intercom-test", "elevator", "1mo", "SafetyOfficer", "EN 81-28", "M")]
    [InlineData("elevator-brake-test", "elevator", "60mo", "Firm", "TSG T5002", "M")]
    [InlineData("fire-pump-weekly-start", "fire-pump", "7d", "Firm,Operator", "GB 50974", "S")]
    [InlineData("fire-pump-manual-start", "fire-pump", "1mo", "Operator", "GB 50974", "S")]
    [InlineData("fire-pump-flow-test", "fire-pump", "3mo", "Operator,Firm", "GB 50974", "S")]
    [InlineData("fire-pump-jockey", "fire-pump", "1d", "Automatic", "GB 50974", "S")]
    [InlineData("fire-pump-diesel-battery", "fire-pump", "1d", "Operator", "GB 50974", "S")]
    [InlineData("fire-pump-diesel-fuel", "fire-pump", "7d", "Operator", "GB 50974", "S")]
    [InlineData("fire-pump-diesel-run", "fire-pump", "1mo", "Operator", "GB 50974", "S")]
    [InlineData("fire-water-tank", "fire-pump", "1mo", "Operator", "GB 50974", "S")]
    [InlineData("fire-water-temperature", "fire-pump", "1d", "Operator", "GB 50974", "S")]
    [InlineData("fire-pump-churn-diesel", "fire-pump", "7d", "Owner", "NFPA 25", "S")]
    [InlineData("fire-pump-churn-electric", "fire-pump", "1mo", "Owner", "NFPA 25", "S")]
    [InlineData("fire-pump-yearly-flow", "fire-pump", "12mo", "Owner", "NFPA 25", "S")]
    [InlineData("hydrant-static", "fire-pump", "1mo", "Operator", "GB 50974", "S")]
    [InlineData("hydrant-full", "fire-pump", "6mo", "Firm", "GB 50974", "S")]
    [InlineData("sprinkler-flow-switch", "fire-pump", "2mo", "Operator", "GB 50974", "S")]
    [InlineData("sprinkler-alarm-valve", "fire-pump", "3mo", "Firm", "GB 50974", "S")]
    [InlineData("fire-patrol-daily", "fire-pump", "1d", "DutyStaff", "GB 25201", "M")]
    [InlineData("fire-patrol-weekly", "fire-pump", "7d", "DutyStaff", "GB 25201", "M")]
    [InlineData("fire-patrol-entertainment", "fire-pump", "1d", "DutyStaff", "GB 25201", "M")]
    [InlineData("fire-system-month", "fire-pump", "1mo", "Firm", "Fire Law art. 16", "S")]
    [InlineData("fire-system-year", "fire-pump", "12mo", "TestBody", "Fire Law art. 16", "S")]
    [InlineData("smoke-detector-sample", "smoke-detector", "12mo", "Firm", "NFPA 72", "M")]
    [InlineData("smoke-detector-cleaning", "smoke-detector", "years 2 then 3", "Firm", "GB 50166", "M")]
    [InlineData("emergency-light-function", "emergency-light", "1mo", "Operator,Automatic", "GB 17945", "S")]
    [InlineData("emergency-light-discharge", "emergency-light", "12mo", "Operator,Automatic", "GB 17945", "S")]
    [InlineData("booster-pump-round", "booster-pump", "1d", "Staff", "local rules", "M")]
    [InlineData("booster-pump-lubrication", "booster-pump", "3mo", "Staff,Firm", "local rules", "M")]
    [InlineData("booster-pump-tank-cleaning", "booster-pump", "6mo", "Firm", "local rules", "M")]
    [InlineData("fire-lane-round", "fire-lane", "1d", "Staff", "default", "D")]
    [InlineData("extinguisher-pressure", "extinguisher", "1mo", "Staff", "default", "D")]
    [InlineData("lighting-round", "lighting-circuit", "7d", "Staff", "default", "D")]
    [InlineData("lighting-leakage", "lighting-circuit", "6mo", "Staff", "default", "D")]
    [InlineData("structure-round", "structure", "6mo", "Staff", "default", "D")]
    public void Each_duty_of_the_field_is_there_with_its_basis(string key, string type, string interval, string performers, string basis, string mark)
    {
        var template = InspectionTemplates.Find(key).ShouldNotBeNull();
        template.AssetType.ShouldBe(type);
        template.Interval.ToString().ShouldBe(interval);
        string.Join(',', template.AlsoBy.Prepend(template.Performer)).ShouldBe(performers);
        template.Basis.ShouldContain(basis);
        template.Mark.ShouldBe(mark switch { "S" => BasisMark.Stated, "M" => BasisMark.Check, _ => BasisMark.Default });
        template.Name.ShouldMatch(@"\p{IsCJKUnifiedIdeographs}");
        template.NameEn.ShouldNotMatch(@"\p{IsCJKUnifiedIdeographs}");
        template.Evidence.ShouldNotBeEmpty();
    }

    [Fact]
    public void No_duty_is_there_that_the_table_above_doesnt_know() =>
        InspectionTemplates.All.Select(template => template.Key).Order().ShouldBe(
            typeof(InspectionTemplatesTests).GetMethod(nameof(Each_duty_of_the_field_is_there_with_its_basis))!.GetCustomAttributesData()
                .Where(row => row.AttributeType == typeof(InlineDataAttribute)).Select(row => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)row.ConstructorArguments[0].Value!)[0].Value!).Order());

    [Theory]
    [InlineData("elevator-half-month", "elevator", 4)]
    [InlineData("fire-patrol-weekly", "patrol", 1)]
    [InlineData("fire-system-year", "test", 5)]
    public void Records_are_kept_as_long_as_the_field_says(string key, string kept, int years)
    {
        var keeping = InspectionTemplates.Find(key)!.Keeping;
        (keeping.Key, keeping.Years).ShouldBe((kept, years));
    }

    [Fact]
    public void A_fire_system_out_of_use_for_over_a_day_needs_approval() =>
        InspectionTemplates.Library.Outages.Where(limit => limit.Longest == TimeSpan.FromHours(24) && limit.Basis.StartsWith("GB 25201", StringComparison.Ordinal))
            .Select(limit => limit.AssetType).ShouldBe(["fire-pump", "fire-alarm"]);

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
    [InlineData("elevator-half-month", "10d", true)]
    [InlineData("elevator-half-month", "half-month", true)]
    [InlineData("elevator-half-month", "16d", false)]
    [InlineData("elevator-half-month", "1mo", false)]
    [InlineData("elevator-half-month", "years 1 then 1", false)]
    // A month has 28 days at least: 30 could be longer.
    [InlineData("fire-system-month", "28d", true)]
    [InlineData("fire-system-month", "30d", false)]
    [InlineData("elevator-quarter", "89d", true)]
    [InlineData("elevator-quarter", "90d", false)]
    [InlineData("elevator-quarter", "2mo", true)]
    [InlineData("elevator-inspection", "12mo", false)]
    [InlineData("elevator-inspection", "11mo", true)]
    // Ours may be stretched.
    [InlineData("lighting-round", "14d", true)]
    public void A_statutory_interval_is_tightened_never_loosened(string template, string interval, bool allowed)
    {
        var duty = InspectionTemplates.Find(template)!;
        var make = () => new InspectionSchedule(duty, new AssetId(1), new CommunityId(1), Day("2026-01-01"), Day("2026-01-01"), InspectionInterval.Parse(interval));
        var later = () => new InspectionSchedule(duty, new AssetId(1), new CommunityId(1), Day("2026-01-01"), Day("2026-01-01"))
            .Tighten(duty, InspectionInterval.Parse(interval), Day("2026-06-01"), Day("2026-01-01"));
        if (allowed)
        {
            make().Interval.ToString().ShouldBe(interval);
            Should.NotThrow(later);
            return;
        }

        Should.Throw<RuleViolation>(make).Code.ShouldBe(RuleCodes.InspectionLoosened);
        Should.Throw<RuleViolation>(later).Code.ShouldBe(RuleCodes.InspectionLoosened);
    }

    [Fact]
    public void A_tightening_takes_effect_from_its_day_and_never_in_the_past()
    {
        var duty = InspectionTemplates.Find(InspectionTemplates.ElevatorHalfMonth)!;
        var schedule = new InspectionSchedule(duty, new AssetId(1), new CommunityId(1), Day("2026-01-01"), Day("2026-01-01"));
        Should.Throw<RuleViolation>(() => schedule.Tighten(duty, InspectionInterval.Days(10), Day("2026-02-01"), Day("2026-02-01"))).Code.ShouldBe(RuleCodes.InspectionTermPast);
        schedule.Tighten(duty, InspectionInterval.Days(10), Day("2026-03-01"), Day("2026-02-01"));
        schedule.IntervalOn(Day("2026-02-28")).ShouldBe(InspectionInterval.HalfMonth);
        schedule.IntervalOn(Day("2026-03-01")).ShouldBe(InspectionInterval.Days(10));
        schedule.ChangeAfter(Day("2026-01-01")).ShouldBe(Day("2026-03-01"));
        schedule.ChangeAfter(Day("2026-03-01")).ShouldBeNull();
    }

    [Theory]
    [InlineData("elevator-half-month", "1mo", null)]
    [InlineData("elevator-half-month", "90d", null)]
    [InlineData("elevator-half-month", "91d", RuleCodes.InspectionOnDemand)]
    [InlineData("elevator-quarter", "4mo", RuleCodes.InspectionOnDemand)]
    public void On_demand_maintenance_needs_a_permit_and_keeps_its_bounds(string template, string interval, string? refused)
    {
        var duty = InspectionTemplates.Find(template)!;
        var schedule = new InspectionSchedule(duty, new AssetId(1), new CommunityId(1), Day("2026-01-01"), Day("2026-01-01"));
        var allow = (string permit) => schedule.AllowOnDemand(duty, InspectionInterval.Parse(interval), Day("2026-02-01"), Day("2026-12-31"), permit, Day("2026-01-01"));
        Should.Throw<RuleViolation>(() => allow(" ")).Code.ShouldBe(RuleCodes.InspectionPermit);
        if (refused is not null) Should.Throw<RuleViolation>(() => allow("AX-1")).Code.ShouldBe(refused);
        else Should.NotThrow(() => allow("AX-1"));
    }

    [Fact]
    public void A_withdrawn_on_demand_permit_ends_and_the_rule_holds_again()
    {
        var duty = InspectionTemplates.Find(InspectionTemplates.ElevatorHalfMonth)!;
        var schedule = new InspectionSchedule(duty, new AssetId(1), new CommunityId(1), Day("2026-01-01"), Day("2026-01-01"));
        schedule.AllowOnDemand(duty, InspectionInterval.Parse("1mo"), Day("2026-02-01"), Day("2026-12-31"), "AX-1", Day("2026-01-01"));
        Should.Throw<RuleViolation>(() => schedule.WithdrawOnDemand("AX-2", Day("2026-04-01"), Day("2026-03-01"))).Code.ShouldBe(RuleCodes.InspectionOnDemandUnknown);
        Should.Throw<RuleViolation>(() => schedule.WithdrawOnDemand("AX-1", Day("2026-02-28"), Day("2026-03-01"))).Code.ShouldBe(RuleCodes.InspectionTermPast);
        schedule.WithdrawOnDemand("AX-1", Day("2026-04-01"), Day("2026-03-01"));
        schedule.IntervalOn(Day("2026-04-01")).ShouldBe(InspectionInterval.Months(1));
        schedule.IntervalOn(Day("2026-04-02")).ShouldBe(InspectionInterval.HalfMonth);
        Should.Throw<RuleViolation>(() => schedule.WithdrawOnDemand("AX-1", Day("2026-04-01"), Day("2026-03-01"))).Code.ShouldBe(RuleCodes.InspectionOnDemandUnknown, "it is over by then anyway");

        schedule.AllowOnDemand(duty, InspectionInterval.Parse("1mo"), Day("2026-06-01"), Day("2026-12-31"), "AX-3", Day("2026-03-01"));
        schedule.WithdrawOnDemand("AX-3", Day("2026-05-01"), Day("2026-03-01"));
        schedule.Terms.ShouldNotContain(term => term.PermitNumber == "AX-3", "it never began");
    }

    [Theory]
    [InlineData(null, "fire-patrol-weekly")]
    [InlineData("ordinary", "fire-patrol-weekly")]
    [InlineData("key", "fire-patrol-daily")]
    [InlineData("entertainment", "fire-patrol-entertainment")]
    public void Fire_is_patrolled_as_the_kind_of_unit_demands(string? unit, string duty) =>
        InspectionTemplates.All.Where(template => template.Key.StartsWith("fire-patrol", StringComparison.Ordinal)
                && template.IsFor(unit is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["fire_unit"] = unit }))
            .Select(template => template.Key).ShouldBe([duty]);

    [Fact]
    public void A_new_wording_of_a_rule_holds_from_its_day_also_for_schedules_that_run()
    {
        var old = InspectionTemplates.Find(InspectionTemplates.ElevatorHalfMonth)!;
        var schedule = new InspectionSchedule(old, new AssetId(1), new CommunityId(1), Day("2026-01-01"), Day("2026-01-01"));
        schedule.Tighten(old, InspectionInterval.Days(12), Day("2026-02-01"), Day("2026-01-01"));
        var next = old with { Changes = [new TemplateChange(Day("2027-01-01"), InspectionInterval.Days(10), "TSG T5002-2027", BasisMark.Stated)] };
        schedule.Follow(next).ShouldBeTrue();
        schedule.Follow(next).ShouldBeFalse();
        schedule.IntervalOn(Day("2026-12-31")).ShouldBe(InspectionInterval.Days(12));
        schedule.IntervalOn(Day("2027-01-01")).ShouldBe(InspectionInterval.Days(10), "the tighter of rule and firm");
        new InspectionSchedule(next, new AssetId(1), new CommunityId(1), Day("2027-02-01"), Day("2027-02-01")).Interval.ShouldBe(InspectionInterval.Days(10));
        Should.Throw<RuleViolation>(() => schedule.Tighten(next, InspectionInterval.Days(11), Day("2027-03-01"), Day("2026-01-01"))).Code.ShouldBe(RuleCodes.InspectionLoosened);
    }

    [Theory]
    [InlineData("{}", "keeping")]
    [InlineData("[", "JSON")]
    [InlineData("""{"version":1,"keeping":[],"outages":[],"templates":[],"extra":1}""", "extra")]
    public void A_library_that_isnt_whole_is_refused(string json, string named) => Should.Throw<InspectionTemplateException>(() => InspectionTemplateReader.Read(json)).Message.ShouldContain(named);

    [Fact]
    public void Every_error_of_a_library_is_named_at_once()
    {
        const string Json = """
            {"version":1,"keeping":[],"outages":[],"templates":[
              {"key":"a","type":"elevator","zh":"甲","en":"A","interval":"7 days","anchor":"sometimes","by":["firm"],"statutory":true,"evidence":["x"],"basis":"B","mark":"X","keep":"none"},
              {"key":"a","type":"elevator","zh":"乙","en":"","interval":"1mo","anchor":"fixed","by":["firm"],"statutory":false,"evidence":["x"],"basis":"B","mark":"S","keep":"none","includes":["b"],"season":"13-01..02-01"}]}
            """;
        var errors = Should.Throw<InspectionTemplateException>(() => InspectionTemplateReader.Read(Json)).Errors;
        foreach (var part in new[] { "7 days", "sometimes", "mark 'X'", "keep", "twice", "a name is missing", "there is no 'b'", "13-01" })
            errors.ShouldContain(error => error.Contains(part), part);
    }

    [Theory]
    [InlineData("11-15..03-15", "2026-11-15", true)]
    [InlineData("11-15..03-15", "2026-03-15", true)]
    [InlineData("11-15..03-15", "2026-03-16", false)]
    [InlineData("11-15..03-15", "2026-01-01", true)]
    [InlineData("04-01..10-31", "2026-11-01", false)]
    [InlineData("04-01..10-31", "2026-04-01", true)]
    public void A_season_may_reach_over_New_Year(string season, string day, bool included)
    {
        YearSeason.Parse(season).Includes(Day(day)).ShouldBe(included);
        YearSeason.Parse(season).ToString().ShouldBe(season);
    }
}

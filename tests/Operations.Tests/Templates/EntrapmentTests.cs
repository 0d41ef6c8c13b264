using Facilities.Detection;

namespace Facilities.Operations.Tests.Templates;

/// <summary>Domain sheet §2.1: entrapment and possible entrapment, with the built-in elevator template.</summary>
public sealed class EntrapmentTests
{
    private readonly TemplateRig _lift = new("elevator");

    public EntrapmentTests()
    {
        _lift.At(0, "car_speed=0 door_state=open in_door_zone=true occupied=false load_pct=0 mode=normal mains_ok=true backup_v=27 intercom_ok=true");
        _lift.At(10, "occupied=true load_pct=12");
        _lift.At(14, "door_state=closed");
        _lift.At(15, "car_speed=0.1 in_door_zone=false");
        for (var t = 16; t < 25; t++) _lift.At(t, "car_speed=1.6");
    }

    [Fact]
    public void A_car_stopped_between_floors_with_someone_in_it_is_an_entrapment_from_the_moment_of_stopping()
    {
        _lift.At(25, "car_speed=0");
        Heartbeats(60, 84);
        _lift.About().ShouldBeEmpty();

        _lift.At(85, "mains_ok=true");

        var finding = _lift.Single("entrapment");
        (finding.ModeKey, finding.OnsetUnixMs, finding.Confidence).ShouldBe(("entrapment", TemplateRig.Ms(25), 0.9));
        finding.Evidence.Select(e => e.Signal.Key).ShouldBeSubsetOf(["occupied", "car_speed", "in_door_zone", "door_state", "load_pct", "car_call", "mode", "alarm_button", "intercom_call", "event_code"]);
    }

    [Fact]
    public void It_ends_when_the_door_is_open_at_a_landing_and_nobody_is_inside()
    {
        Stop(25);
        _lift.At(2000, "car_speed=0.2");
        _lift.At(2005, "car_speed=0 in_door_zone=true");
        _lift.At(2010, "door_state=open");
        _lift.About().ShouldBe(["Raised entrapment"]);

        _lift.At(2015, "occupied=false load_pct=0");

        _lift.Single("entrapment", FindingKind.Cleared).ClearedUnixMs.ShouldBe(TemplateRig.Ms(2015));
        _lift.Single("entrapment", FindingKind.Cleared).OnsetUnixMs.ShouldBe(TemplateRig.Ms(25));
    }

    [Theory]
    [InlineData("alarm_button=true")]
    [InlineData("intercom_call=true")]
    [InlineData("event_code=trapped")]
    public void The_alarm_button_or_the_intercom_confirms_at_once(string sign)
    {
        _lift.At(25, "car_speed=0");
        _lift.At(32, sign);

        var finding = _lift.Single("entrapment");
        (finding.OnsetUnixMs, finding.DetectedUnixMs, finding.Confidence).ShouldBe((TemplateRig.Ms(25), TemplateRig.Ms(32), 0.99));
    }

    [Fact]
    public void A_pressed_alarm_button_makes_a_standing_entrapment_surer()
    {
        Stop(25);
        _lift.At(400, "alarm_button=true");

        _lift.Single("entrapment", FindingKind.Updated).Confidence.ShouldBe(0.99);
    }

    [Fact]
    public void A_door_that_fails_to_open_at_the_landing_traps_too()
    {
        _lift.At(25, "car_speed=0 in_door_zone=true");
        _lift.At(60, "door_state=opening");
        _lift.At(90, "mains_ok=true");

        _lift.Single("entrapment").OnsetUnixMs.ShouldBe(TemplateRig.Ms(25));
    }

    [Fact]
    public void A_car_that_cannot_start_traps_since_its_door_closed()
    {
        var lift = new TemplateRig("elevator");
        lift.At(0, "car_speed=0 door_state=closed in_door_zone=true occupied=false load_pct=0");
        for (var t = 60; t < 7200; t += 60) lift.At(t, "mains_ok=true");
        lift.At(7200, "door_state=open");
        lift.At(7205, "occupied=true load_pct=9");
        lift.At(7210, "door_state=closed");
        for (var t = 7260; t < 7400; t += 60) lift.At(t, "mains_ok=true");

        lift.Single("entrapment").OnsetUnixMs.ShouldBe(TemplateRig.Ms(7210));
    }

    [Fact]
    public void In_inspection_mode_it_never_is_one()
    {
        _lift.At(24.5, "mode=inspection");
        _lift.At(25, "car_speed=0");
        Heartbeats(60, 3600);
        _lift.At(3601, "alarm_button=true");
        _lift.Tick(9000);

        _lift.About().ShouldBeEmpty();
    }

    [Fact]
    public void An_empty_car_between_floors_is_none()
    {
        var lift = new TemplateRig("elevator");
        lift.At(0, "car_speed=0 door_state=closed in_door_zone=false occupied=false load_pct=0");
        for (var t = 60; t < 1200; t += 60) lift.At(t, "mains_ok=true");

        lift.About().ShouldBeEmpty();
    }

    [Fact]
    public void A_car_call_is_a_passenger_too()
    {
        var lift = new TemplateRig("elevator");
        lift.At(0, "car_speed=0 door_state=closed in_door_zone=false occupied=false car_call=true");
        for (var t = 20; t <= 80; t += 20) lift.At(t, "mains_ok=true");

        lift.About().ShouldBe(["Raised entrapment"]);
    }

    [Fact]
    public void A_gap_in_the_minute_does_not_confirm_it()
    {
        _lift.At(25, "car_speed=0");
        _lift.At(45, "mains_ok=true");
        _lift.Tick(224);
        _lift.At(1000, "mains_ok=true");

        _lift.About().ShouldNotContain("Raised entrapment");
    }

    [Fact]
    public void Stopped_and_occupied_and_then_silent_is_a_possible_entrapment_unconfirmed()
    {
        _lift.At(25, "car_speed=0");
        _lift.Tick(204);
        _lift.Findings.ShouldBeEmpty();

        _lift.Tick(206);

        var finding = _lift.Single("entrapment-unconfirmed");
        (finding.ModeKey, finding.Confidence, finding.Stands).ShouldBe(("entrapment-unconfirmed", 0.5, true));
        _lift.About().ShouldNotContain("Raised entrapment");
    }

    [Fact]
    public void Occupied_and_moving_and_then_silent_is_one_too()
    {
        _lift.Tick(300);

        _lift.About().ShouldBe(["Raised entrapment-unconfirmed"]);
    }

    [Fact]
    public void A_confirmed_entrapment_that_goes_silent_is_not_told_twice_and_stands()
    {
        Stop(25);
        _lift.Tick(9000);

        _lift.About().ShouldBe(["Raised entrapment"]);
    }

    [Fact]
    public void A_possible_entrapment_is_over_when_the_car_is_back_and_empty_at_a_landing()
    {
        _lift.At(25, "car_speed=0");
        _lift.Tick(300);
        _lift.At(600, "car_speed=0 in_door_zone=true door_state=open occupied=false load_pct=0");

        _lift.About().ShouldBe(["Raised entrapment-unconfirmed", "Cleared entrapment-unconfirmed"]);
    }

    [Fact]
    public void An_empty_parked_car_that_goes_silent_is_only_silent()
    {
        var lift = new TemplateRig("elevator");
        lift.At(0, "car_speed=0 door_state=closed in_door_zone=true occupied=false load_pct=0");
        lift.Tick(600);

        lift.Findings.Select(f => f.RuleKey).ShouldBe(["comms"]);
    }

    private void Stop(double at)
    {
        _lift.At(at, "car_speed=0");
        Heartbeats(60, 360);
    }

    private void Heartbeats(int from, int to)
    {
        for (var t = from; t <= to; t += 60) _lift.At(t, "mains_ok=true backup_v=26.9");
    }
}

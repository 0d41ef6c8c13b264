using System.Net;

namespace Facilities.Dashboard.Tests.Api;

/// <summary>Rota, calendar and permits over REST, on the demo's own communities.</summary>
[Collection(ApiCollection.Name)]
public sealed class Duty_Tests(ApiHost host)
{
    [Fact]
    public async Task A_rota_is_kept_and_asked_who_is_on_call()
    {
        var firm = await host.AsAsync("firm");
        var week = await firm.GetAsync("api/communities/1/rota");
        week.GetProperty("timeZone").GetString().ShouldBe("Asia/Shanghai");
        var person = week.GetProperty("people")[0].GetProperty("user").GetInt32();
        var added = await firm.SendAsync(HttpMethod.Post, "api/communities/1/rota/patterns",
            new { level = "Second", user = person, days = "1234567", from = "00:00:00", until = "00:00:00", validFrom = "2020-01-06" });
        added.Status.ShouldBe(HttpStatusCode.Created, added.Text);
        var onCall = await (await host.AsAsync("regulator")).GetAsync("api/communities/1/rota/on-call");
        onCall.EnumerateArray().Where(span => span.GetProperty("level").GetString() == "Second").Select(span => span.GetProperty("user").GetInt32()).ShouldContain(person);

        var away = await firm.SendAsync(HttpMethod.Post, "api/communities/1/rota/substitutions", new { absent = person, substitute = person, from = "2026-01-01", until = "2026-01-02" });
        away.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "duty.substitute_same");
        var id = added.Json.GetProperty("id").GetInt32();
        (await (await host.AsAsync("crew")).SendAsync(HttpMethod.Delete, $"api/communities/1/rota/patterns/{id}")).ShouldBeRefused(HttpStatusCode.Forbidden, "access.right_missing");
        (await firm.SendAsync(HttpMethod.Delete, $"api/communities/1/rota/patterns/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await firm.SendAsync(HttpMethod.Delete, $"api/communities/1/rota/patterns/{id}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_ladder_is_written_as_people_say_it()
    {
        var firm = await host.AsAsync("firm");
        (await firm.SendAsync(HttpMethod.Put, "api/communities/2/rota/ladders/P2", new { steps = "20m second, 1h manager" })).Status.ShouldBe(HttpStatusCode.NoContent);
        var ladder = (await firm.GetAsync("api/communities/2/rota")).GetProperty("ladders").EnumerateArray().First(row => row.GetProperty("severity").GetString() == "P2");
        (ladder.GetProperty("steps").GetString(), ladder.GetProperty("isOwn").GetBoolean()).ShouldBe(("20m second, 60m manager", true));
        (await firm.SendAsync(HttpMethod.Put, "api/communities/2/rota/ladders/P2", new { steps = "soon" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "escalate.ladder_malformed");
        (await firm.SendAsync(HttpMethod.Delete, "api/communities/2/rota/ladders/P2")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_calendar_is_kept_by_day_by_file_and_by_year()
    {
        var firm = await host.AsAsync("firm");
        (await firm.SendAsync(HttpMethod.Put, "api/communities/2/calendar/days/2031-01-01", new { isWorking = false, name = "元旦" })).Status.ShouldBe(HttpStatusCode.OK);
        (await firm.SendAsync(HttpMethod.Post, "api/communities/2/calendar/import", new { csv = "2031-01-02,off\n2031-01-04,work" })).Status.ShouldBe(HttpStatusCode.OK);
        (await firm.GetAsync("api/communities/2/calendar?year=2031")).GetProperty("days").GetArrayLength().ShouldBe(3);
        (await firm.SendAsync(HttpMethod.Delete, "api/communities/2/calendar/days/2031-01-01")).Status.ShouldBe(HttpStatusCode.OK);
        (await firm.SendAsync(HttpMethod.Post, "api/communities/2/calendar/holidays/2031")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "calendar.year_not_offered");
        (await firm.SendAsync(HttpMethod.Post, "api/communities/2/calendar/import", new { csv = "tomorrow" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "calendar.csv_line");
        (await (await host.AsAsync("dispatcher")).SendAsync(HttpMethod.Put, "api/communities/2/calendar/hours", new { hours = "12345 08:30-17:30" })).ShouldBeRefused(HttpStatusCode.Forbidden, "access.right_missing");
        (await (await host.AsAsync("insurer")).SendAsync(HttpMethod.Get, "api/communities/2/calendar")).ShouldBeRefused(HttpStatusCode.Forbidden, "access.right_missing");
    }

    [Fact]
    public async Task A_permit_is_granted_in_site_time_and_ended()
    {
        var firm = await host.AsAsync("firm");
        var asset = (await firm.GetAsync("api/assets?type=booster-pump")).GetProperty("items")[0].GetProperty("place").GetProperty("id").GetInt32();
        var granted = await firm.SendAsync(HttpMethod.Post, $"api/assets/{asset}/permits",
            new { kind = "Work", reason = "permit.maintenance", from = "2026-01-01T08:00:00", until = DateTime.UtcNow.AddDays(20).ToString("yyyy-MM-dd'T'08:00:00", System.Globalization.CultureInfo.InvariantCulture), hours = "1 03:00-03:01" });
        granted.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "permit.too_long");
        var tomorrow = DateTime.UtcNow.AddDays(200);
        granted = await firm.SendAsync(HttpMethod.Post, $"api/assets/{asset}/permits", new
        {
            kind = "Work",
            reason = "permit.maintenance",
            from = tomorrow.ToString("yyyy-MM-dd'T'08:00:00", System.Globalization.CultureInfo.InvariantCulture),
            until = tomorrow.ToString("yyyy-MM-dd'T'18:00:00", System.Globalization.CultureInfo.InvariantCulture),
            families = Array.Empty<string>(),
        });
        granted.Status.ShouldBe(HttpStatusCode.Created, granted.Text);
        var row = (await firm.GetAsync($"api/assets/{asset}/permits"))[0];
        row.GetProperty("fromLocal").GetString().ShouldEndWith("T08:00:00");
        row.GetProperty("runs").GetBoolean().ShouldBeFalse();
        (await (await host.AsAsync("crew")).SendAsync(HttpMethod.Post, $"api/permits/{granted.Json.GetProperty("id").GetInt32()}/end")).Status.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.NotFound);
        (await firm.SendAsync(HttpMethod.Post, $"api/permits/{granted.Json.GetProperty("id").GetInt32()}/end")).Status.ShouldBe(HttpStatusCode.NoContent);
    }
}

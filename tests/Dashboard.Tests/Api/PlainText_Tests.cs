using System.Net;
using Facilities.Dashboard.Api;

namespace Facilities.Dashboard.Tests.Api;

/// <summary>Control characters in what programs send: refused with their place, wherever text goes in, before a use case or a database meets them.</summary>
[Collection(ApiCollection.Name)]
public sealed class PlainText_Tests(ApiHost host)
{
    /// <summary>Every body of faults, inspections, tokens and people with each of its texts; ¤ is the character.</summary>
    public static TheoryData<string, string, string, string> Bodies => new()
    {
        { "api/faults/{fault}/actions", """{"action":"Comment","note":"a¤b"}""", "$.note", "dispatcher" },
        { "api/faults/{fault}/actions", """{"action":"Reject","reason":"reject.¤"}""", "$.reason", "dispatcher" },
        { "api/faults/{fault}/actions", """{"action":"Arrive","code":"¤"}""", "$.code", "crew" },
        { "api/faults/{fault}/actions", """{"action":"TickStep","step":"¤"}""", "$.step", "crew" },
        { "api/faults/{fault}/actions", """{"action":"TickStep","step":"cause","value":"¤"}""", "$.value", "crew" },
        { "api/faults/{fault}/actions", """{"action":"RecordParts","parts":[{"name":"belt¤","quantity":1,"yuan":2}]}""", "$.parts[0].name", "crew" },
        { "api/faults/{fault}/actions", """{"action":"Comment","note":"x","files":["¤"]}""", "$.files[0]", "crew" },
        { "api/assets/{asset}/faults", """{"family":"gu¤ide","severity":"P3"}""", "$.family", "dispatcher" },
        { "api/assets/{asset}/faults", """{"family":"guide","severity":"P3","mode":"¤"}""", "$.mode", "dispatcher" },
        { "api/assets/{asset}/faults", """{"family":"guide","severity":"P3","note":"¤"}""", "$.note", "dispatcher" },
        { "api/assets/{asset}/faults", """{"family":"guide","severity":"P3","reporter":{"phone":"1380000¤0001"}}""", "$.reporter.phone", "dispatcher" },
        { "api/assets/{asset}/faults", """{"family":"guide","severity":"P3","reporter":{"mail":"a@b.cn¤"}}""", "$.reporter.mail", "dispatcher" },
        { "api/inspections/1/complete", """{"startedAt":"2020-01-01T08:00:00Z","endedAt":"2020-01-01T08:01:00Z","steps":[{"stepKey":"¤","inOrder":true}]}""", "$.steps[0].stepKey", "crew" },
        { "api/inspections/1/complete", """{"startedAt":"2020-01-01T08:00:00Z","endedAt":"2020-01-01T08:01:00Z","steps":[],"note":"¤"}""", "$.note", "crew" },
        { "api/inspections/1/corrections", """{"note":"¤"}""", "$.note", "crew" },
        { "api/inspections/1/excuse", """{"permitNumber":"¤"}""", "$.permitNumber", "firm" },
        { "api/tokens", """{"name":"p¤","scopes":["ReadFaults"],"days":1}""", "$.name", "firmadmin" },
        { "api/assets/{asset}/permits", """{"kind":"Work","reason":"permit.maintenance","from":"2099-01-01T08:00:00","until":"2099-01-02T08:00:00","note":"¤"}""", "$.note", "firm" },
        { "api/session", """{"userName":"cr¤ew","password":"x"}""", "$.userName", "crew" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_text_with_a_control_character_is_refused_with_its_place(string address, string body, string path, string who)
    {
        var client = await host.AsAsync(who);
        var target = address.Replace("{fault}", $"{host.LiftFault}", StringComparison.Ordinal).Replace("{asset}", $"{host.LiftAsset}", StringComparison.Ordinal);
        foreach (var character in new[] { "\\u0000", "\\u001b", "\\u007f", "\u0085", "\\ud83d" })
        {
            var answer = await client.SendTextAsync(HttpMethod.Post, target, body.Replace("¤", character, StringComparison.Ordinal));

            answer.ShouldBeRefused(HttpStatusCode.BadRequest, ApiCodes.ControlCharacter);
            answer.Parameter("path").ShouldBe(path);
        }
    }

    [Theory]
    [InlineData("api/faults?q=%00", "q")]
    [InlineData("api/assets?q=a%1Bb", "q")]
    [InlineData("api/inspections?template=%7F", "template")]
    public async Task So_is_a_query(string address, string field)
    {
        var answer = await (await host.AsAsync("dispatcher")).SendAsync(HttpMethod.Get, address);

        answer.ShouldBeRefused(HttpStatusCode.BadRequest, ApiCodes.ControlCharacter);
        answer.Parameter("path").ShouldBe(field);
    }

    [Fact]
    public async Task Lines_tabs_and_every_script_stay()
    {
        const string words = "第一行\n\ttwo\r\nثلاثة 👍";
        var dispatcher = await host.AsAsync("dispatcher");
        var answer = await dispatcher.SendAsync(HttpMethod.Post, $"api/faults/{host.LiftFault}/actions", new { action = "Comment", note = words }, ("Idempotency-Key", "plain-text"));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);

        var history = (await dispatcher.GetAsync($"api/faults/{host.LiftFault}")).GetProperty("history");
        history.EnumerateArray().Select(line => line.GetProperty("note").GetString()).ShouldContain(words);
    }
}

using System.Net;
using Facilities.Dashboard.Api;
using Facilities.Domain;
using Facilities.Operations;

namespace Facilities.Dashboard.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class Actions_Tests(ApiHost host)
{
    [Fact]
    public async Task The_fixer_cannot_verify_or_close_his_own_fix()
    {
        var dispatcher = await host.AsAsync("dispatcher");
        var crew = await host.AsAsync("crew");
        var fault = await ReportAsync(dispatcher, "brake", "own-fix");
        foreach (var action in new[] { "Accept", "Dispatch" }) (await dispatcher.ActAsync(fault, action, "own-fix-" + action)).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var action in new[] { "Acknowledge", "Arrive", "StartFix" }) (await crew.ActAsync(fault, action, "own-fix-" + action)).Status.ShouldBe(HttpStatusCode.OK);
        (await crew.ActAsync(fault, "ReportFixed", "own-fix-fixed", "fix.adjusted")).Status.ShouldBe(HttpStatusCode.OK);

        foreach (var action in new[] { "Verify", "Close" })
        {
            var answer = await crew.ActAsync(fault, action, "own-fix-" + action);
            answer.ShouldBeRefused(HttpStatusCode.Forbidden, "fault.right_missing");
            answer.Parameter("role").ShouldBe("Crew");
            answer.Parameter("action").ShouldBe(action);
        }
    }

    [Fact]
    public async Task The_same_key_twice_changes_nothing_and_answers_the_same()
    {
        var dispatcher = await host.AsAsync("dispatcher");
        var fault = await ReportAsync(dispatcher, "shaft", "twice");

        var first = await dispatcher.ActAsync(fault, "Accept", "twice-accept");
        var history = await HistoryAsync(dispatcher, fault);
        var second = await dispatcher.ActAsync(fault, "Accept", "twice-accept");

        first.Status.ShouldBe(HttpStatusCode.OK, first.Text);
        first.Json.GetProperty("replayed").GetBoolean().ShouldBeFalse();
        second.Status.ShouldBe(HttpStatusCode.OK, second.Text);
        second.Json.GetProperty("replayed").GetBoolean().ShouldBeTrue();
        second.Json.GetProperty("state").GetString().ShouldBe(first.Json.GetProperty("state").GetString());
        (await HistoryAsync(dispatcher, fault)).ShouldBe(history);
        (await ReportAsync(dispatcher, "shaft", "twice")).ShouldBe(fault);
        (await HistoryAsync(dispatcher, fault)).ShouldBe(history);
    }

    [Fact]
    public async Task A_key_that_was_used_for_something_else_is_a_conflict()
    {
        var dispatcher = await host.AsAsync("dispatcher");
        var fault = await ReportAsync(dispatcher, "rope", "reused");

        (await dispatcher.ActAsync(fault, "Accept", "reused")).ShouldBeRefused(HttpStatusCode.Conflict, "command.key_reused");
    }

    [Fact]
    public async Task A_key_belongs_to_the_person_who_chose_it()
    {
        var dispatcher = await host.AsAsync("dispatcher");
        var fault = await ReportAsync(dispatcher, "drive", "shared");

        (await dispatcher.ActAsync(fault, "Comment", "shared-key")).Json.GetProperty("replayed").GetBoolean().ShouldBeFalse();
        (await (await host.AsAsync("firm")).ActAsync(fault, "Comment", "shared-key")).Json.GetProperty("replayed").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task An_action_without_a_key_is_refused()
    {
        var answer = await (await host.AsAsync("dispatcher")).SendAsync(HttpMethod.Post, $"api/faults/{host.LiftFault}/actions", new { action = "Comment" });

        answer.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "command.field_missing");
        answer.Parameter("field").ShouldBe("Idempotency-Key");
    }

    [Fact]
    public async Task What_the_state_forbids_is_a_conflict()
    {
        var dispatcher = await host.AsAsync("dispatcher");

        (await dispatcher.ActAsync(host.LiftFault, "Accept", "state-1")).ShouldBeRefused(HttpStatusCode.Conflict, "fault.transition_refused");
    }

    [Fact]
    public async Task A_code_that_is_taken_is_a_conflict_and_an_unknown_type_is_not_processable()
    {
        var firm = await host.AsAsync(ApiHost.Stranger);
        var community = (await firm.GetAsync("api/communities"))[0].GetProperty("id").GetInt32();

        (await firm.SendAsync(HttpMethod.Post, "api/assets", new { community, typeKey = "elevator", code = "lift-1", name = "一" })).ShouldBeRefused(HttpStatusCode.Conflict, "asset.code_taken");
        (await firm.SendAsync(HttpMethod.Post, "api/assets", new { community, typeKey = "rocket", code = "r-1", name = "一" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "asset.type_unknown");
        (await firm.SendAsync(HttpMethod.Post, "api/assets", new { community, typeKey = "elevator", code = "电梯 1", name = "一" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "asset.code_malformed");
    }

    [Fact]
    public async Task A_threshold_that_is_set_is_shown_with_who_set_it_and_cleared_again()
    {
        var firm = await host.AsAsync("firm");
        var rule = (await firm.GetAsync($"api/assets/{host.LiftAsset}")).GetProperty("rules").EnumerateArray().First(item => item.GetProperty("limit").ValueKind == System.Text.Json.JsonValueKind.Number);
        var key = rule.GetProperty("key").GetString();

        (await firm.SendAsync(HttpMethod.Put, $"api/assets/{host.LiftAsset}/thresholds/{key}", new { value = 123.5, note = "tested" })).Status.ShouldBe(HttpStatusCode.NoContent);
        var set = await RuleAsync();
        (await firm.SendAsync(HttpMethod.Delete, $"api/assets/{host.LiftAsset}/thresholds/{key}")).Status.ShouldBe(HttpStatusCode.NoContent);

        set.GetProperty("limit").GetDouble().ShouldBe(123.5);
        (await RuleAsync()).GetProperty("limit").GetDouble().ShouldBe(rule.GetProperty("limit").GetDouble());

        async Task<System.Text.Json.JsonElement> RuleAsync() =>
            (await firm.GetAsync($"api/assets/{host.LiftAsset}")).GetProperty("rules").EnumerateArray().First(item => item.GetProperty("key").GetString() == key);
    }

    [Fact]
    public void Every_refusal_of_a_use_case_has_one_of_four_statuses()
    {
        var codes = RuleCodes.All.Concat(typeof(OperationCodes).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!));

        foreach (var code in codes) new int?[] { 403, 404, 409, 422 }.ShouldContain(ApiProblems.Of(CodedText.Of(code)).Status, code);
    }

    private async Task<int> ReportAsync(ApiClient caller, string family, string key)
    {
        var answer = await caller.SendAsync(HttpMethod.Post, $"api/assets/{host.LiftAsset}/faults", new { family, severity = "P3" }, ("Idempotency-Key", key));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return answer.Json.GetProperty("fault").GetInt32();
    }

    private static async Task<int> HistoryAsync(ApiClient caller, int fault) => (await caller.GetAsync($"api/faults/{fault}")).GetProperty("history").GetArrayLength();
}

using System.Net;
using Facilities.Testing;

namespace Facilities.Dashboard.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class Notifications_Tests(ApiHost host)
{
    [Fact]
    public async Task A_channel_is_added_tested_and_removed_and_its_secrets_never_come_back()
    {
        var firm = await host.AsAsync("firm");
        var community = (await firm.GetAsync("api/communities"))[0].GetProperty("id").GetInt32();
        var draft = new { community, kind = "DingTalk", name = "班组群", address = "https://oapi.dingtalk.com/robot/send?access_token=very-secret-token", secret = "SECvery-secret" };
        var added = await firm.SendAsync(HttpMethod.Post, "api/channels", draft);
        added.Status.ShouldBe(HttpStatusCode.Created, added.Text);
        var id = added.Json.GetProperty("id").GetInt32();

        var list = (await firm.SendAsync(HttpMethod.Get, "api/channels")).Text;
        list.ShouldContain("oapi.dingtalk.com");
        list.ShouldNotContain("very-secret");
        (await firm.SendAsync(HttpMethod.Post, "api/channels", draft with { address = "https://evil.example.com/x" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "notify.address");
        (await (await host.AsAsync(ApiHost.Stranger)).SendAsync(HttpMethod.Delete, $"api/channels/{id}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await (await host.AsAsync("crew")).SendAsync(HttpMethod.Get, "api/channels")).ShouldBeRefused(HttpStatusCode.Forbidden, "access.right_missing");
        (await firm.SendAsync(HttpMethod.Delete, $"api/channels/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Everybody_sets_how_he_is_reached_and_nobody_else()
    {
        var crew = await host.AsAsync("crew2");
        var me = (await crew.GetAsync("api/me")).GetProperty("user").GetInt32();
        var details = new { phone = "138 0000 0002", mail = "crew2@example.com", order = new[] { "Mail" }, quietFrom = 1380, quietUntil = 360, locale = "en" };
        (await crew.SendAsync(HttpMethod.Put, $"api/users/{me}/contact", details)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await crew.GetAsync($"api/users/{me}/contact")).GetProperty("phone").GetString().ShouldBe("13800000002");
        (await crew.SendAsync(HttpMethod.Put, $"api/users/{me}/contact", details with { mail = "no address" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "command.field_invalid");
        (await crew.SendAsync(HttpMethod.Get, $"api/users/{me + 1}/contact")).ShouldBeRefused(HttpStatusCode.Forbidden, "access.right_missing");
    }

    [Fact]
    public async Task A_report_reaches_the_dispatchers_list_by_the_running_service_and_who_may_not_see_faults_sees_no_deliveries()
    {
        var dispatcher = await host.AsAsync("dispatcher");
        var before = (await dispatcher.GetAsync("api/notifications")).GetProperty("total").GetInt32();
        (await (await host.AsAsync("crew")).SendAsync(HttpMethod.Post, $"api/assets/{host.LiftAsset}/faults", new { family = "traction", severity = "P3" }, ("Idempotency-Key", "told-1"))).Status
            .ShouldBe(HttpStatusCode.OK);

        await Eventually.HoldsAsync(async () => (await dispatcher.GetAsync("api/notifications")).GetProperty("total").GetInt32() > before, "the dispatcher is told");
        var newest = (await dispatcher.GetAsync("api/notifications")).GetProperty("items")[0];
        newest.GetProperty("isRead").GetBoolean().ShouldBeFalse();
        (await dispatcher.SendAsync(HttpMethod.Post, $"api/notifications/{newest.GetProperty("id").GetInt64()}/read")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await dispatcher.GetAsync("api/notifications")).GetProperty("items")[0].GetProperty("isRead").GetBoolean().ShouldBeTrue();
        (await dispatcher.GetAsync($"api/deliveries?fault={newest.GetProperty("fault").GetInt32()}")).GetProperty("total").GetInt32().ShouldBeGreaterThan(0);
        (await (await host.AsAsync("insurer")).SendAsync(HttpMethod.Get, "api/deliveries")).ShouldBeRefused(HttpStatusCode.Forbidden, "access.right_missing");
    }
}

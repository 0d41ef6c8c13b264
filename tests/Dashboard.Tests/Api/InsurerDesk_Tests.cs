using System.Globalization;
using System.Net;
using Facilities.Dashboard.Pages.Claims;
using Facilities.Dashboard.Pages.Policies;
using Facilities.Dashboard.Tests.Localization;
using Facilities.Dashboard.Tests.Pages;
using Facilities.Dashboard.Tests.Support;

namespace Facilities.Dashboard.Tests.Api;

/// <summary>An insurer sees its own portfolio, by REST and by page, with packs and files; another insurer nothing of it.</summary>
[Collection(ApiCollection.Name)]
public sealed class InsurerDesk_Tests(ApiHost host)
{
    private static readonly byte[] Pdf = [.. "%PDF-1.4 invoice"u8];

    [Fact]
    public async Task Another_insurers_portfolio_is_not_there()
    {
        using var culture = new UseCulture("en");
        var (firm, insurer, other) = (await host.AsAsync("firm"), await host.AsAsync("insurer"), await host.AsAsync(ApiHost.StrangeInsurer));
        var claim = (await insurer.GetAsync("api/claims")).GetProperty("items")[0].GetProperty("id").GetInt32();
        var policy = (await insurer.GetAsync("api/policies")).GetProperty("items")[0].GetProperty("id").GetInt32();
        var kept = await firm.SendBytesAsync(HttpMethod.Post, $"api/claims/{claim}/files?name=invoice.pdf", Pdf, "application/pdf");
        var digest = kept.Json.GetProperty("sha256").GetString();
        (await firm.SendAsync(HttpMethod.Post, $"api/claims/{claim}/letters", new { words = "The invoice.", files = new[] { digest } }, ("Idempotency-Key", "desk-1"))).Status.ShouldBe(HttpStatusCode.Created);

        foreach (var address in new[] { $"api/claims/{claim}", $"api/claims/{claim}/pack", $"api/claims/{claim}/files/{digest}", $"api/policies/{policy}" })
        {
            (await insurer.SendAsync(HttpMethod.Get, address)).Status.ShouldBe(HttpStatusCode.OK, address);
            (await other.SendAsync(HttpMethod.Get, address)).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        }

        foreach (var list in new[] { "api/claims", "api/policies" }) (await other.GetAsync(list)).GetProperty("total").GetInt32().ShouldBe(0, list);
        (await other.SendAsync(HttpMethod.Post, $"api/claims/{claim}/letters", new { words = "Ours?" }, ("Idempotency-Key", "desk-2"))).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await other.SendBytesAsync(HttpMethod.Post, $"api/claims/{claim}/files?name=x.pdf", Pdf, "application/pdf")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await other.SendAsync(HttpMethod.Post, $"api/claims/{claim}/actions", new { action = "Comment", note = "Ours?" }, ("Idempotency-Key", "desk-3"))).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");

        var gone = ResourceFiles.Read("ShellText", "en")["notFound.title"];
        foreach (var (page, path, id) in new[] { (typeof(ClaimPage), "/claims/", claim), (typeof(PolicyPage), "/policies/", policy) })
        {
            (await ShowAsync(ApiHost.StrangeInsurer, page, path, id)).ShouldContain(gone);
            (await ShowAsync("insurer", page, path, id)).ShouldNotContain(gone);
        }

        (await ShowAsync("insurer", typeof(ClaimPage), "/claims/", claim)).ShouldContain("invoice.pdf");
    }

    private async Task<string> ShowAsync(string user, Type page, string path, int id)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        await using var rendering = new PageRendering(host.Services, PageRendering.UserAsync(host.Services, user), path + number);
        return await rendering.SettledAsync(page, new() { ["Number"] = number });
    }
}

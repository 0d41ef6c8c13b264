using System.Net;
using System.Security.Cryptography;
using System.Text;
using Facilities.Dashboard.Access;
using Facilities.Dashboard.Api;
using Facilities.Storage.Relational;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Dashboard.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class Tokens_Tests(ApiHost host)
{
    /// <summary>For people only: decisions on money, inspections and samples, messages' addresses, people's contacts, one's own list, tokens and sign-in.</summary>
    private static readonly string[] ForPeople =
    [
        "CompleteInspection", "ExcuseInspection", "CorrectInspection", "RescheduleInspection", "AssignInspection", "AddInspectionFile", "TightenDuty", "AllowOnDemand", "ActOnClaim", "ListNotifications", "ReadNotifications", "ListChannels", "AddChannel", "ChangeChannel", "RemoveChannel", "TestChannel", "GetContact",
        "SetContact", "ListTokens", "CreateToken", "RevokeToken", "ListUsers", "ListAccountChoices", "CreateUser", "LockUser", "UnlockUser", "ResetPassword", "MoveUser", "ResetSecondFactor", "SignOut", "GetAuditHead", "ExportAudit", "ErasePerson",
        "AdmitCoSigner", "DeleteInspection", "SetRound", "WithdrawOnDemand", "HandOverInspection", "ListEnforcement", "EndEnforcement", "RecordSpotCheck", "AddSpotCheckFile", "GetSpotCheckFile",
        "ListSamples", "GetSample", "AnnounceSample", "DrawSample", "WithdrawSample", "ExportPopulation",
        "ListReportSubscriptions", "SubscribeReport", "EndReportSubscription", "DownloadReport", "RankSubdistricts", "AppealGrade", "DecideGradeAppeal", "SetClauses", "ReviewComplaint", "EnterCertificate", "WithdrawCertificate", "WriteClaimLetter", "AddClaimFile", "RecordPolicy", "EnterLedger", "AddLedgerDocument", "ReverseLedger", "ChangePolicyTerms", "IncludeAssets", "EndPolicy",
    ];

    [Fact]
    public async Task A_token_opens_what_it_is_good_for_in_its_owners_scope_and_nothing_else()
    {
        var owner = await host.AsAsync("firmadmin");
        var (id, text) = await MakeAsync(owner, "ReadFaults", "ReadAssets");
        using var program = host.Anyone();

        text.ShouldStartWith("fac_");
        (await AskAsync(program, text, "api/faults")).Json.GetProperty("total").GetInt32().ShouldBeGreaterThan(0);
        (await AskAsync(program, text, $"api/faults/{host.LiftFault}")).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(program, text, $"api/faults/{host.StrangersFault}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await AskAsync(program, text, "api/me")).Json.GetProperty("role").GetString().ShouldBe("FirmAdmin");
        var missing = await AskAsync(program, text, "api/claims");
        missing.ShouldBeRefused(HttpStatusCode.Forbidden, "token.scope_missing");
        missing.Parameter("scope").ShouldBe("ReadClaims");
        (await AskAsync(program, text, "api/tokens")).ShouldBeRefused(HttpStatusCode.Forbidden, "token.not_here");
        (await program.SendAsync(HttpMethod.Post, $"api/faults/{host.LiftFault}/actions", new { action = "Comment" }, Bearer(text), ("Idempotency-Key", "token-1"))).ShouldBeRefused(HttpStatusCode.Forbidden, "token.scope_missing");
        (await AskAsync(program, text, "/faults")).Location!.AbsolutePath.ShouldBe("/login", "pages are for people");

        var row = (await owner.GetAsync("api/tokens")).EnumerateArray().Single(item => item.GetProperty("id").GetInt32() == id);
        row.GetProperty("lastUsedAt").GetDateTimeOffset().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));
        row.GetRawText().ShouldNotContain(text);
        text.ShouldStartWith(row.GetProperty("beginning").GetString()!);
    }

    [Fact]
    public async Task What_the_owners_role_may_not_a_token_may_not_either_and_reports_are_his()
    {
        var (_, text) = await MakeAsync(await host.AsAsync("firmadmin"), "WorkOnFaults", "ReportFaults");
        using var program = host.Anyone();

        (await program.SendAsync(HttpMethod.Post, $"api/faults/{host.LiftFault}/actions", new { action = "Close" }, Bearer(text), ("Idempotency-Key", "token-2"))).ShouldBeRefused(HttpStatusCode.Forbidden, "fault.right_missing");
        (await program.SendAsync(HttpMethod.Post, $"api/faults/{host.LiftFault}/actions", new { action = "Comment", note = "seen" }, Bearer(text), ("Idempotency-Key", "token-3"))).Status.ShouldBe(HttpStatusCode.OK);
        (await program.SendAsync(HttpMethod.Post, $"api/assets/{host.LiftAsset}/faults", new { family = "brake", severity = "P3" }, Bearer(text), ("Idempotency-Key", "token-4"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Revoked_expired_and_unknown_tokens_are_refused_by_name_even_beside_a_good_cookie()
    {
        var owner = await host.AsAsync("firmadmin");
        var (revoked, revokedText) = await MakeAsync(owner, "ReadFaults");
        var (expired, expiredText) = await MakeAsync(owner, "ReadFaults");
        (await owner.SendAsync(HttpMethod.Delete, $"api/tokens/{revoked}")).Status.ShouldBe(HttpStatusCode.NoContent);
        await using (var db = await host.Get<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync())
        {
            var past = DateTimeOffset.UtcNow.AddSeconds(-1);
            await db.ApiTokens.Where(token => token.Id == new Domain.ApiTokenId(expired)).ExecuteUpdateAsync(set => set.SetProperty(token => token.ExpiresAt, past));
        }

        foreach (var (text, state) in new[] { (revokedText, "Revoked"), (expiredText, "Expired"), ("fac_" + new string('a', 43), "Unknown"), ("something-else", "Unknown") })
        {
            var answer = await AskAsync(owner, text, "api/faults");
            answer.ShouldBeRefused(HttpStatusCode.Unauthorized, "token.refused");
            answer.Parameter("state").ShouldBe(state);
        }
    }

    [Fact]
    public async Task Only_administrators_make_tokens_of_at_most_a_year_for_uses_that_their_role_has()
    {
        var owner = await host.AsAsync("firmadmin");
        foreach (var other in new[] { "crew", "dispatcher", "firm", "regulator", "insurer" })
        {
            (await TryMakeAsync(await host.AsAsync(other), 30, "ReadAssets")).ShouldBeRefused(HttpStatusCode.Forbidden, "access.right_missing");
        }

        (await TryMakeAsync(owner, 366, "ReadFaults")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "token.days");
        (await TryMakeAsync(owner, 0, "ReadFaults")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "token.days");
        (await TryMakeAsync(owner, 30)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "command.field_missing");
        (await TryMakeAsync(owner, 30, "ManageIntake")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "token.scope_without_right");
        (await TryMakeAsync(await host.AsAsync("admin"), 365, "ManageIntake")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_firms_administrator_sees_and_revokes_his_firms_tokens_the_platforms_all()
    {
        var (admin, firm) = (await host.AsAsync("admin"), await host.AsAsync("firmadmin"));
        var (platforms, _) = await MakeAsync(admin, "ReadFaults");
        var (firms, _) = await MakeAsync(firm, "ReadFaults");

        (await firm.SendAsync(HttpMethod.Delete, $"api/tokens/{platforms}")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await firm.GetAsync("api/tokens")).EnumerateArray().ShouldAllBe(row => row.GetProperty("id").GetInt32() != platforms);
        (await admin.SendAsync(HttpMethod.Delete, $"api/tokens/{firms}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await admin.SendAsync(HttpMethod.Delete, $"api/tokens/{firms}")).Status.ShouldBe(HttpStatusCode.NoContent, "twice changes nothing");
    }

    [Fact]
    public async Task The_database_has_a_digest_only_and_the_chain_who_made_it()
    {
        var (id, text) = await MakeAsync(await host.AsAsync("admin"), "ReadFaults");

        await using var db = await host.Get<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync();
        (await db.ApiTokens.SingleAsync(token => token.Id == new Domain.ApiTokenId(id))).Digest.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        var number = id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var entry = await db.AuditEntries.SingleAsync(entry => entry.Subject == "token" && entry.SubjectId == number);
        entry.Action.ShouldBe("Create");
        entry.Detail.ToString().ShouldContain("ReadFaults");
        entry.Detail.ToString().ShouldNotContain(text);
    }

    [Fact]
    public async Task Wrong_tokens_are_tries_to_sign_in()
    {
        using var guesser = host.Anyone(IPAddress.Parse("127.0.0.21"));
        var answers = new List<ApiAnswer>();
        for (var tries = 0; tries <= 2 * SignInRate.TriesPerAddress; tries++) answers.Add(await AskAsync(guesser, $"fac_{tries}", "api/faults"));

        answers.Take(SignInRate.TriesPerAddress).ShouldAllBe(answer => answer.Status == HttpStatusCode.Unauthorized);
        answers.First(answer => answer.Status == HttpStatusCode.TooManyRequests).ShouldBeRefused(HttpStatusCode.TooManyRequests, "session.too_often");
    }

    /// <summary>A new endpoint must say what a token needs for it, or be listed as people's.</summary>
    [Fact]
    public void Every_endpoint_says_whether_tokens_open_it()
    {
        var closed = host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<ForTokens>() is null).Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName);

        closed.ShouldBe(ForPeople, ignoreOrder: true);
    }

    private static async Task<(int Id, string Text)> MakeAsync(ApiClient owner, params string[] scopes)
    {
        var answer = await TryMakeAsync(owner, 30, scopes);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return (answer.Json.GetProperty("id").GetInt32(), answer.Json.GetProperty("token").GetString()!);
    }

    private static Task<ApiAnswer> TryMakeAsync(ApiClient owner, int days, params string[] scopes) => owner.SendAsync(HttpMethod.Post, "api/tokens", new { name = "看板", scopes, days });

    private static Task<ApiAnswer> AskAsync(ApiClient program, string token, string path) => program.SendAsync(HttpMethod.Get, path, null, Bearer(token));

    private static (string Name, string Value) Bearer(string token) => ("Authorization", "Bearer " + token);
}

using Facilities.Dashboard.Tests.Api;
using static Facilities.Dashboard.Tests.Rights.RightsSite;

namespace Facilities.Dashboard.Tests.Rights;

/// <summary>One call at least for every endpoint and page. What isn't here fails the test that walks the running service's routes.</summary>
internal static class RightsCalls
{
    public static IReadOnlyList<RightsCall> Pages { get; } =
    [
        Page("/"), Page("/wall"), Page("/faults"), Page("/faults/new"), Page("/faults/{Number}", "/faults/F-2026-0001"), Page("/assets"), Page("/assets/{Site}/{Code}", "/assets/jinxiu/lift-3-1"), Page("/assets/{Site}/{Code}/trial", "/assets/jinxiu/lift-3-1/trial"), Page("/duty"), Page("/calendars"),
        Page("/inspections"), Page("/inspections/calendar"), Page("/inspections/duties"), Page("/inspections/{Id}", "/inspections/1"), Page("/compliance"), Page("/claims"), Page("/claims/{Number}", "/claims/1"), Page("/policies"), Page("/policies/{Number}", "/policies/1"), Page("/effect"), Page("/intake"), Page("/operations"), Page("/settings"),
        Page("/notifications"), Page("/deliveries"), Page("/search"), Page("/denied"), Page("/not-found"), Page("/login"), Page("/login/code") with { Note = "after the password" }, Page("/account/security"), Page("/setup"), Page("/error"),
        Page("/a/{Token}", "/a/none") with { Note = "by a person's link" },
        Page("/certificates"), Page("/reports"), Page("/supervision"), Page("/supervision/samples/{Id}", "/supervision/samples/999999"),
        Page("/contracts"), Page("/models"), Page("/grades"), Page("/grades/{Site}", "/grades/jinxiu"),
        Page("/assets/labels"),
        Page("/q/{Site}/{Code}", "/q/jinxiu/lift-3-1") with { Note = "by the QR code on the equipment" },
        Page("/s/{Token}", "/s/none") with { Note = "by a resident's link" },
        Page("/p/{Site}", "/p/jinxiu") with { Note = "for everybody" },
        Page("/r/{Token}", "/r/none") with { Note = "by a reporter's link" },
    ];

    /// <summary>Of the REST API.</summary>
    public static IReadOnlyList<RightsCall> Api { get; } =
    [
        Call("GET /api/overview"),
        Call("GET /api/communities"),

        Call("GET /api/faults"),
        Call("GET /api/faults/{id:int}", site => $"/api/faults/{site.Fault}"),
        Call("GET /api/faults/{id:int}/dispatch-choices", site => $"/api/faults/{site.Fault}/dispatch-choices"),
        Call("GET /api/faults/{id:int}/party-choices", site => $"/api/faults/{site.Fault}/party-choices"),
        Call("GET /api/faults/{id:int}/explanation", site => $"/api/faults/{site.Fault}/explanation"),
        Call("POST /api/faults/{id:int}/actions", site => $"/api/faults/{site.Fault}/actions", new { action = "Comment", note = "seen" }) with { Note = "a comment; the other actions below" },
        Call("GET /api/faults/{id:int}/files", site => $"/api/faults/{site.Fault}/files"),
        Call("POST /api/faults/{id:int}/files", site => $"/api/faults/{site.Fault}/files", Photo),
        Call("GET /api/faults/{id:int}/files/{sha256}", site => $"/api/faults/{site.Fault}/files/{site.Picture}"),
        Call("GET /api/crew/tasks"),
        Call("GET /api/crew/parts"),
        Call("POST /api/crew/co-signers", new { userName = "crew2", password = ApiHost.Password }) with { Note = "beside the caller's own signature; a colleague of the same organisation" },

        Call("GET /api/assets"),
        Call("POST /api/assets", new { community = 1, typeKey = "booster-pump", code = "booster-1", name = "1号增压泵" }),
        Call("GET /api/assets/{id:int}", site => $"/api/assets/{site.Asset}"),
        Call("GET /api/assets/{id:int}/values", site => $"/api/assets/{site.Asset}/values"),
        Call("GET /api/assets/{id:int}/series/{point}", site => $"/api/assets/{site.Asset}/series/car_speed"),
        Call("GET /api/assets/{id:int}/health", site => $"/api/assets/{site.Asset}/health"),
        Call("GET /api/assets/{id:int}/forecasts", site => $"/api/assets/{site.Asset}/forecasts"),
        Call("GET /api/models"),
        Call("GET /api/models/runs"),
        Call("GET /api/assets/{id:int}/models", site => $"/api/assets/{site.Asset}/models"),
        Call("POST /api/assets/{id:int}/models/{baseline}/rollback", site => $"/api/assets/{site.Asset}/models/Recent/rollback") with { IsMissing = true },
        Call("PUT /api/assets/{id:int}", site => $"/api/assets/{site.Asset}", new { attributes = new Dictionary<string, string> { ["stops"] = "24" } }),
        Made("DELETE /api/assets/{id:int}", async site => $"/api/assets/{await site.NewAssetAsync()}"),
        Made("POST /api/assets/{id:int}/return-to-service", async site => $"/api/assets/{await site.NewAssetAsync()}/return-to-service"),
        Call("PUT /api/assets/{id:int}/thresholds/{rule}", site => $"/api/assets/{site.Asset}/thresholds/door-slow", new { value = 3 }),
        Call("DELETE /api/assets/{id:int}/thresholds/{rule}", site => $"/api/assets/{site.Asset}/thresholds/door-slow"),
        Call("POST /api/assets/{id:int}/faults", site => $"/api/assets/{site.Asset}/faults", new { family = "guide", severity = "P3" }),
        Call("GET /api/assets/{id:int}/permits", site => $"/api/assets/{site.Asset}/permits"),
        Call("POST /api/assets/{id:int}/permits", site => $"/api/assets/{site.Asset}/permits", Permit),
        Made("POST /api/permits/{id:int}/end", async site => $"/api/permits/{await site.NewPermitAsync()}/end"),

        Call("GET /api/inspections"),
        Call("GET /api/inspections/calendar", "/api/inspections/calendar?from=2026-01-01&until=2026-12-31"),
        Call("GET /api/inspections/{id:int}", site => $"/api/inspections/{site.Inspection}"),
        Call("POST /api/inspections/{id:int}/complete", site => $"/api/inspections/{site.Inspection}/complete",
            new { startedAt = "2020-01-01T08:00:00+08:00", endedAt = "2020-01-01T08:01:00+08:00", steps = Array.Empty<object>() }),
        Call("POST /api/inspections/{id:int}/corrections", site => $"/api/inspections/{site.Inspection}/corrections", new { note = "none" }),
        Call("POST /api/inspections/{id:int}/reschedule", site => $"/api/inspections/{site.Inspection}/reschedule", new { plannedDate = "2020-01-01" }),
        Call("PUT /api/inspections/{id:int}/crew", site => $"/api/inspections/{site.Inspection}/crew", new { crew = (int?)null }),
        Call("POST /api/inspections/{id:int}/files", site => $"/api/inspections/{site.Inspection}/files", Photo),
        Call("GET /api/inspections/{id:int}/files/{sha256}", site => $"/api/inspections/{site.Inspection}/files/none") with { IsMissing = true },
        Call("GET /api/inspections/{id:int}/proof", site => $"/api/inspections/{site.Inspection}/proof") with { IsMissing = true },
        Call("GET /api/inspections/unclaimed"),
        Call("DELETE /api/inspections/{id:int}", site => $"/api/inspections/{site.Inspection}"),
        Call("GET /api/crew/inspections"),
        Call("GET /api/communities/{id:int}/rounds", "/api/communities/1/rounds"),
        Call("PUT /api/communities/{id:int}/rounds/{duty}", "/api/communities/1/rounds/fire-lane-round", new { points = new[] { new { code = "gate", name = "大门" } } }),
        Call("GET /api/duties"),
        Call("POST /api/duties/{key}/tighten", "/api/duties/elevator-half-month/tighten", new { interval = "16d", from = "2099-01-01" }),
        Call("GET /api/schedules"),
        Call("POST /api/schedules/{id:int}/on-demand", site => $"/api/schedules/{site.Schedule}/on-demand", new { interval = "6mo", from = "2099-01-01", until = "2099-02-01", permitNumber = "none" }),
        Call("POST /api/schedules/{id:int}/on-demand/withdraw", site => $"/api/schedules/{site.Schedule}/on-demand/withdraw", new { permitNumber = "none", lastDay = "2099-01-01" }),
        Call("GET /api/compliance", "/api/compliance?from=2026-01-01&until=2026-12-31"),
        Call("GET /api/compliance/export", "/api/compliance/export?from=2026-01-01&until=2026-12-31"),
        Call("GET /api/samples"),
        Call("POST /api/samples", new { from = "2026-01-01", until = "2026-12-31", size = 100000, seed = "1" }),
        Call("GET /api/samples/{id:int}", "/api/samples/999999") with { IsMissing = true },
        Call("GET /api/samples/{id:int}/population", "/api/samples/999999/population") with { IsMissing = true },
        Call("POST /api/samples/{id:int}/draw", "/api/samples/999999/draw", new { }) with { IsMissing = true },
        Call("POST /api/samples/{id:int}/withdraw", "/api/samples/999999/withdraw") with { IsMissing = true },
        Call("POST /api/spot-checks/{id:int}", "/api/spot-checks/999999", new { result = "AsClaimed", note = "seen" }) with { IsMissing = true },
        Call("POST /api/spot-checks/{id:int}/files", "/api/spot-checks/999999/files", Photo) with { IsMissing = true },
        Call("GET /api/spot-checks/{id:int}/files/{sha256}", "/api/spot-checks/999999/files/none") with { IsMissing = true },
        Call("GET /api/enforcement"),
        Call("POST /api/enforcement/{id:int}/end", "/api/enforcement/999999/end", new { action = "Conclude", words = "none" }) with { IsMissing = true },
        Call("POST /api/inspections/{id:int}/enforcement", site => $"/api/inspections/{site.Inspection}/enforcement", new { number = "", authority = "", reason = "" }),
        Call("GET /api/certificates"),
        Call("GET /api/certificates/export"),
        Call("POST /api/certificates", new { kind = "ElevatorWork", number = "", issuer = "", issuedOn = "2026-01-01" }),
        Call("POST /api/certificates/{id:int}/withdraw", "/api/certificates/999999/withdraw") with { IsMissing = true },
        Call("GET /api/report-subscriptions"),
        Call("POST /api/report-subscriptions", new { interval = "Weekly", locale = "none" }),
        Call("POST /api/report-subscriptions/{id:int}/end", "/api/report-subscriptions/999999/end") with { IsMissing = true },
        Call("GET /api/reports/{id:int}", "/api/reports/999999") with { IsMissing = true },
        Call("GET /api/contracts"),
        Call("PUT /api/contracts/{id:int}/clauses", "/api/contracts/1/clauses", new[] { new { kind = "VisitsDone", target = 0.95 } }),
        Call("GET /api/contracts/performance"),
        Call("GET /api/contracts/performance/export"),
        Call("POST /api/inspections/{id:int}/excuse", site => $"/api/inspections/{site.Inspection}/excuse", new { permitNumber = "none" }),

        Call("GET /api/claims"),
        Call("GET /api/claims/{id:int}", site => $"/api/claims/{site.Claim}"),
        Call("GET /api/claims/{id:int}/pack", site => $"/api/claims/{site.Claim}/pack"),
        Call("GET /api/claims/pack-key"),
        Call("POST /api/claims/{id:int}/actions", site => $"/api/claims/{site.Claim}/actions", new { action = "Comment", note = "seen" }) with { Note = "a comment; the other actions below" },

        Call("POST /api/claims/{id:int}/letters", site => $"/api/claims/{site.Claim}/letters", new { words = "" }) with { Note = "the insurer once it is notified" },
        Call("POST /api/claims/{id:int}/files", site => $"/api/claims/{site.Claim}/files?name=door.jpg", Photo) with { Note = "as above" },
        Call("GET /api/claims/{id:int}/files/{sha256}", site => $"/api/claims/{site.Claim}/files/none") with { IsMissing = true },
        Call("GET /api/policies"),
        Call("GET /api/policies/{id:int}", "/api/policies/1"),
        Call("POST /api/policies", new { number = "", insurer = 1, assets = new[] { 1 }, terms = Terms }),
        Call("POST /api/policies/{id:int}/terms", "/api/policies/1/terms", Terms) with { Note = "of assets in communities that one's firm runs" },
        Call("POST /api/policies/{id:int}/assets", "/api/policies/1/assets", Array.Empty<int>()) with { Note = "as above" },
        Call("POST /api/policies/{id:int}/end", "/api/policies/1/end", new { lastDay = "2020-01-01" }) with { Note = "as above" },

        Call("GET /api/public/communities/{site}", "/api/public/communities/jinxiu") with { Note = "for everybody" },
        Call("GET /api/grades"),
        Call("GET /api/grades/{community:int}", "/api/grades/1"),
        Call("GET /api/grades/subdistricts"),
        Call("GET /api/grades/export"),
        Call("POST /api/grades/{community:int}/appeals", "/api/grades/1/appeals", new { month = "2020-01-01", reason = "none" }) with { Note = "of a community that one's firm runs" },
        Call("POST /api/grade-appeals/{id:int}/decision", "/api/grade-appeals/999999/decision", new { words = "none" }) with { IsMissing = true },
        Call("GET /api/effect"),
        Call("GET /api/effect/csv"),

        Call("GET /api/communities/{id:int}/rota", "/api/communities/1/rota"),
        Call("GET /api/communities/{id:int}/rota/on-call", "/api/communities/1/rota/on-call"),
        Call("POST /api/communities/{id:int}/rota/shifts", "/api/communities/1/rota/shifts", Shift(1)),
        Made("DELETE /api/communities/{id:int}/rota/shifts/{shift:int}", async site => $"/api/communities/1/rota/shifts/{await site.NewShiftAsync()}"),
        Call("POST /api/communities/{id:int}/rota/patterns", "/api/communities/1/rota/patterns", Pattern(1)),
        Made("DELETE /api/communities/{id:int}/rota/patterns/{pattern:int}", async site => $"/api/communities/1/rota/patterns/{await site.NewPatternAsync()}"),
        Call("POST /api/communities/{id:int}/rota/substitutions", "/api/communities/1/rota/substitutions", Substitution(1, 2)),
        Made("DELETE /api/communities/{id:int}/rota/substitutions/{substitution:int}", async site => $"/api/communities/1/rota/substitutions/{await site.NewSubstitutionAsync()}"),
        Call("PUT /api/communities/{id:int}/rota/ladders/{severity}", "/api/communities/1/rota/ladders/P3", new { steps = "20m second" }),
        Call("DELETE /api/communities/{id:int}/rota/ladders/{severity}", "/api/communities/1/rota/ladders/P3"),

        Call("GET /api/communities/{id:int}/calendar", "/api/communities/1/calendar"),
        Call("PUT /api/communities/{id:int}/calendar/hours", "/api/communities/1/calendar/hours", new { hours = "12345 08:30-17:30" }),
        Call("PUT /api/communities/{id:int}/calendar/days/{date}", "/api/communities/1/calendar/days/2046-01-01", new { isWorking = false, name = "元旦" }),
        Made("DELETE /api/communities/{id:int}/calendar/days/{date}", async site => $"/api/communities/1/calendar/days/{await site.NewDayAsync()}"),
        Call("POST /api/communities/{id:int}/calendar/import", "/api/communities/1/calendar/import", new { csv = "2046-01-03,off" }),
        Call("POST /api/communities/{id:int}/calendar/holidays/{year:int}", "/api/communities/1/calendar/holidays/2026"),

        Call("GET /api/intake/rejects"),
        Call("GET /api/intake/quarantine"),
        Made("POST /api/intake/quarantine/{id:int}/adopt", async site => $"/api/intake/quarantine/{await site.NewStrangeDeviceAsync()}/adopt",
            new { community = 1, typeKey = "booster-pump", code = "booster-1", name = "1号增压泵" }),
        Made("GET /api/intake/quarantine/{id:int}/suggestion", async site => $"/api/intake/quarantine/{await site.NewStrangeDeviceAsync()}/suggestion"),
        Made("POST /api/intake/quarantine/{id:int}/map", async site => $"/api/intake/quarantine/{await site.NewStrangeDeviceAsync()}/map", new { asset = 1, fields = Array.Empty<object>() }),
        Call("GET /api/intake/mappings"),
        Made("PUT /api/intake/mappings/{id:int}", async site => $"/api/intake/mappings/{await site.NewMappingAsync()}", new { fields = Array.Empty<object>() }),
        Made("DELETE /api/intake/mappings/{id:int}", async site => $"/api/intake/mappings/{await site.NewMappingAsync()}"),
        Call("GET /api/intake/patterns"),
        Call("POST /api/intake/patterns", "/api/intake/patterns", new { pattern = "rights/{device}/{field}" }),
        Made("DELETE /api/intake/patterns/{id:int}", async site => $"/api/intake/patterns/{await site.NewTopicPatternAsync()}"),
        Call("GET /api/intake/credentials"),
        Made("POST /api/intake/credentials", static _ => Task.FromResult("/api/intake/credentials"), new { userName = $"rights-{Guid.NewGuid():N}" }),
        Made("POST /api/intake/credentials/{id:int}/rotate", async site => $"/api/intake/credentials/{await site.NewDeviceCredentialAsync()}/rotate"),
        Made("DELETE /api/intake/credentials/{id:int}", async site => $"/api/intake/credentials/{await site.NewDeviceCredentialAsync()}"),
        Made("DELETE /api/intake/quarantine/{id:int}", async site => $"/api/intake/quarantine/{await site.NewStrangeDeviceAsync()}"),

        Call("GET /api/notifications"),
        Call("POST /api/notifications/{id:long}/read", "/api/notifications/1/read"),
        Call("GET /api/deliveries"),
        Call("GET /api/channels"),
        Call("POST /api/channels", new { community = 1, kind = "DingTalk", name = "", address = "https://oapi.dingtalk.com/x" }),
        Made("PUT /api/channels/{id:int}", async site => $"/api/channels/{await site.ChannelAsync()}", Channel),
        Made("DELETE /api/channels/{id:int}", async site => $"/api/channels/{await site.ChannelAsync()}"),
        Call("POST /api/channels/{id:int}/test", "/api/channels/999999/test") with { IsMissing = true },
        Call("GET /api/users/{id:int}/contact", site => $"/api/users/{site.LiftCrew}/contact") with { Note = "of the lift firm's crew; everybody's own is open to him" },
        Call("GET /api/users/{id:int}/contact", site => $"/api/users/{site.SiteCrew}/contact") with { Note = "of the property firm's crew" },
        Call("PUT /api/users/{id:int}/contact", site => $"/api/users/{site.LiftCrew}/contact", Contact) with { Note = "of the lift firm's crew" },
        Call("PUT /api/users/{id:int}/contact", site => $"/api/users/{site.SiteCrew}/contact", Contact) with { Note = "of the property firm's crew" },

        Call("GET /api/users"),
        Call("GET /api/users/choices"),
        Call("POST /api/users", new { userName = "", nameZh = "", role = "Crew" }),
        Made("POST /api/users/{id:int}/lock", async site => $"/api/users/{await site.NewUserAsync()}/lock") with { Note = "crew of the property firm" },
        Made("POST /api/users/{id:int}/unlock", async site => $"/api/users/{await site.NewUserAsync()}/unlock") with { Note = "crew of the property firm" },
        Made("POST /api/users/{id:int}/password", async site => $"/api/users/{await site.NewUserAsync()}/password") with { Note = "crew of the property firm" },
        Made("PUT /api/users/{id:int}/role", async site => $"/api/users/{await site.NewUserAsync()}/role", new { role = "Firm" }) with { Note = "crew of the property firm; roles that one may give" },
        Call("DELETE /api/users/{id:int}/second-factor", site => $"/api/users/{site.SiteCrew}/second-factor") with { Note = "of the property firm's crew" },

        Call("GET /api/tokens"),
        Call("POST /api/tokens", new { name = "rights", scopes = new[] { "ReadFaults" }, days = 1 }),
        Made("DELETE /api/tokens/{id:int}", async site => $"/api/tokens/{await site.NewTokenAsync()}") with { Note = "of the firm admin" },

        Call("GET /api/audit/head"),
        Call("GET /api/audit/export") with { Note = "and to a regulator above the districts" },
        Call("POST /api/users/{id:int}/erasure", "/api/users/999999/erasure", new { reason = "asked for it" }) with { IsMissing = true },

        Call("GET /api/me"),
        Call("POST /api/session", new { userName = "crew2", password = ApiHost.Password }) with { EndsSession = true },
        Call("DELETE /api/session") with { EndsSession = true },

        Call("GET /api/clock") with { Note = "this machine's programs" },
        Call("GET /api/status") with { Note = "this machine's programs" },
        Call("POST /api/provision/assets", new { site = "rights", type = "elevator", count = 1, prefix = "r" }),
        Call("GET /api/provision/assets/stored", "/api/provision/assets/stored?site=rights&prefix=r&point=trips&from=0&until=1"),
        Call("DELETE /api/provision/assets", "/api/provision/assets?site=rights&prefix=r"),
    ];

    /// <summary>What is neither.</summary>
    public static IReadOnlyList<RightsCall> Rest { get; } =
    [
        Call("GET /health/live"),
        Call("GET /health/ready") with { Note = "503 until it is" },
        Call("GET /mqtt") with { Note = "WebSocket; who may do what there is asked in MQTT's CONNECT" },
        Call("GET /openapi/{documentName}.json", "/openapi/v1.json"),
        Call("GET /language"),
        Call("POST /account/sign-out") with { EndsSession = true, Note = "with the form's token" },
        Call("GET /m/"),
        Call("GET /m/sw.js"),
        Call("GET /m/words/{language}", "/m/words/en"),
    ];

    private static RightsCall Page(string route, string? address = null) => new("page " + route, _ => Task.FromResult(address ?? route));

    private static RightsCall Call(string endpoint, object? body = null) => Call(endpoint, endpoint[endpoint.IndexOf('/', StringComparison.Ordinal)..], body);

    private static RightsCall Call(string endpoint, string address, object? body = null) => new(endpoint, _ => Task.FromResult(address), body);

    private static RightsCall Call(string endpoint, Func<RightsSite, string> address, object? body = null) => new(endpoint, site => Task.FromResult(address(site)), body);

    private static RightsCall Made(string endpoint, Func<RightsSite, Task<string>> address, object? body = null) => new(endpoint, address, body);
}

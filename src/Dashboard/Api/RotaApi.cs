using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Escalation;
using Facilities.Operations.Rota;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>On-call rota and escalation ladders of a community.</summary>
internal static class RotaApi
{
    public static void MapRota(this IEndpointRouteBuilder api)
    {
        var rota = api.MapGroup("/communities/{id:int}/rota").WithTags("Rota");
        rota.MapGet("/", GetRota).ForTokens(TokenScope.ReadDuty).WithName(nameof(GetRota)).Refusable();
        rota.MapGet("/on-call", GetOnCall).ForTokens(TokenScope.ReadDuty).WithName(nameof(GetOnCall)).Refusable();
        rota.MapPost("/shifts", AddShift).ForTokens(TokenScope.ManageDuty).WithName(nameof(AddShift)).Refusable();
        rota.MapDelete("/shifts/{shift:int}", RemoveShift).ForTokens(TokenScope.ManageDuty).WithName(nameof(RemoveShift)).Refusable();
        rota.MapPost("/patterns", AddPattern).ForTokens(TokenScope.ManageDuty).WithName(nameof(AddPattern)).Refusable();
        rota.MapDelete("/patterns/{pattern:int}", RemovePattern).ForTokens(TokenScope.ManageDuty).WithName(nameof(RemovePattern)).Refusable();
        rota.MapPost("/substitutions", AddSubstitution).ForTokens(TokenScope.ManageDuty).WithName(nameof(AddSubstitution)).Refusable();
        rota.MapDelete("/substitutions/{substitution:int}", RemoveSubstitution).ForTokens(TokenScope.ManageDuty).WithName(nameof(RemoveSubstitution)).Refusable();
        rota.MapPut("/ladders/{severity}", SetLadder).ForTokens(TokenScope.ManageDuty).WithName(nameof(SetLadder)).Refusable();
        rota.MapDelete("/ladders/{severity}", ResetLadder).ForTokens(TokenScope.ManageDuty).WithName(nameof(ResetLadder)).Refusable();
    }

    /// <summary>A week of the rota with its gaps, who is on duty now, and the ladders in force.</summary>
    /// <param name="day">Any day of the week, in the site's calendar; today unless said otherwise.</param>
    internal static Task<RotaWeek> GetRota(ApiCaller caller, RotaQueries rota, int id, DateOnly? day, CancellationToken cancellationToken) =>
        rota.WeekAsync(caller.Value, new CommunityId(id), day, cancellationToken);

    /// <summary>Who is on duty now, on every level.</summary>
    internal static async Task<IReadOnlyList<RotaSpan>> GetOnCall(ApiCaller caller, RotaQueries rota, int id, CancellationToken cancellationToken) =>
        (await rota.WeekAsync(caller.Value, new CommunityId(id), null, cancellationToken)).OnNow;

    /// <summary>Adds a single shift.</summary>
    internal static async Task<Created<CreatedEntry>> AddShift(ApiCaller caller, RotaBook book, int id, ShiftBody body, CancellationToken cancellationToken)
    {
        var added = await book.AddShiftAsync(caller.Value, new CommunityId(id), body.Level, body.User, body.From, body.Until, cancellationToken);
        return TypedResults.Created($"/api/communities/{id}/rota/shifts/{added}", new CreatedEntry(added.Value));
    }

    /// <summary>Takes a single shift out of the rota.</summary>
    internal static async Task<NoContent> RemoveShift(ApiCaller caller, RotaBook book, int id, int shift, CancellationToken cancellationToken)
    {
        await book.RemoveShiftAsync(caller.Value, new CommunityId(id), new DutyShiftId(shift), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Adds a shift that comes again, with its handover in the site's time.</summary>
    internal static async Task<Created<CreatedEntry>> AddPattern(ApiCaller caller, RotaBook book, int id, DutyPatternDraft body, CancellationToken cancellationToken)
    {
        var added = await book.AddPatternAsync(caller.Value, new CommunityId(id), body, cancellationToken);
        return TypedResults.Created($"/api/communities/{id}/rota/patterns/{added}", new CreatedEntry(added.Value));
    }

    /// <summary>Takes a shift that comes again out of the rota.</summary>
    internal static async Task<NoContent> RemovePattern(ApiCaller caller, RotaBook book, int id, int pattern, CancellationToken cancellationToken)
    {
        await book.RemovePatternAsync(caller.Value, new CommunityId(id), new DutyPatternId(pattern), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Somebody stands in for somebody from a day to a day, both included.</summary>
    internal static async Task<Created<CreatedEntry>> AddSubstitution(ApiCaller caller, RotaBook book, int id, SubstitutionBody body, CancellationToken cancellationToken)
    {
        var added = await book.AddSubstitutionAsync(caller.Value, new CommunityId(id), body.Level, body.Absent, body.Substitute, body.From, body.Until, cancellationToken);
        return TypedResults.Created($"/api/communities/{id}/rota/substitutions/{added}", new CreatedEntry(added.Value));
    }

    /// <summary>Takes a substitution back.</summary>
    internal static async Task<NoContent> RemoveSubstitution(ApiCaller caller, RotaBook book, int id, int substitution, CancellationToken cancellationToken)
    {
        await book.RemoveSubstitutionAsync(caller.Value, new CommunityId(id), new DutySubstitutionId(substitution), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Gives the community a ladder of its own, e.g. <c>5m second, 15m manager</c> or <c>75% first, 100% manager</c>.</summary>
    internal static async Task<NoContent> SetLadder(ApiCaller caller, SiteLadders ladders, int id, Severity severity, LadderBody body, CancellationToken cancellationToken)
    {
        await ladders.SetAsync(caller.Value, new CommunityId(id), severity, body.Steps, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Goes back to the field's ladder.</summary>
    internal static async Task<NoContent> ResetLadder(ApiCaller caller, SiteLadders ladders, int id, Severity severity, CancellationToken cancellationToken)
    {
        await ladders.SetAsync(caller.Value, new CommunityId(id), severity, null, cancellationToken);
        return TypedResults.NoContent();
    }
}

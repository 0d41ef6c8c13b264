namespace Facilities.Operations;

/// <summary>Refusals of the use cases themselves; the domain's are in <see cref="Domain.RuleCodes"/>.</summary>
public static class OperationCodes
{
    /// <summary>There is no such thing in the caller's scope; he isn't told which of the two it is. Parameters <c>kind</c>, <c>id</c>.</summary>
    public const string NotFound = "not_found";

    /// <summary>The idempotency key was used for another action. Parameter <c>subject</c>.</summary>
    public const string KeyReused = "command.key_reused";

    /// <summary>An action lacks a field that it needs. Parameter <c>field</c>.</summary>
    public const string FieldMissing = "command.field_missing";

    /// <summary>A field holds what can't be. Parameter <c>field</c>.</summary>
    public const string FieldInvalid = "command.field_invalid";

    /// <summary>Messages may not be sent there. Parameters <c>reason</c> (<c>host_not_listed</c>, <c>https_needed</c>, <c>address_invalid</c>), <c>host</c>.</summary>
    public const string NotifyAddress = "notify.address";

    /// <summary>A community has as many channels as it may. Parameter <c>maximum</c>.</summary>
    public const string NotifyTooManyChannels = "notify.too_many_channels";

    /// <summary>A person may not take this action by command. Parameter <c>action</c>.</summary>
    public const string NotACommand = "command.unknown";

    /// <summary>A fault can be dispatched only to a firm under contract for the asset, or to the firm that runs the community. Parameter <c>firm</c>.</summary>
    public const string FirmWithoutContract = "fault.firm_without_contract";

    /// <summary>The person named doesn't work as crew of the firm. Parameter <c>user</c>.</summary>
    public const string CrewNotOfFirm = "fault.crew_not_of_firm";

    /// <summary>A closed fault can't be reopened while a newer one of its asset and family is open. Parameter <c>number</c>, of that one.</summary>
    public const string FaultFamilyOpen = "fault.family_open";

    /// <summary>This reporter has answered in this round already.</summary>
    public const string ReporterAnswered = "fault.reporter_answered";

    /// <summary>An organisation that has nothing to do with the place can't be asked to do a part. Parameter <c>organisation</c>.</summary>
    public const string PartyRefused = "part.organisation_refused";

    /// <summary>Another asset of the community has the code. Parameters <c>site</c>, <c>code</c>.</summary>
    public const string CodeTaken = "asset.code_taken";

    /// <summary>Another credential, perhaps a revoked one, has the MQTT user name. Parameter <c>name</c>.</summary>
    public const string DeviceNameTaken = "device.name_taken";

    /// <summary>Not a pattern of plain topics, e.g. <c>sensors/{device}/{field}</c>. Parameters <c>pattern</c>, <c>example</c>.</summary>
    public const string PatternMalformed = "mapping.pattern_malformed";

    /// <summary>A field's unit can't become its point's. Parameters <c>field</c>, <c>unit</c>, <c>point</c> (the point's unit).</summary>
    public const string UnitsDiffer = "mapping.units_differ";

    /// <summary>The device signs in with the credential of another asset. Parameter <c>asset</c>, its code.</summary>
    public const string CredentialOfOtherAsset = "mapping.credential_of_other_asset";

    /// <summary>None of a new device's fields has a point. Parameter <c>device</c>, what it calls itself.</summary>
    public const string NothingMapped = "mapping.nothing_mapped";

    /// <summary>Two fields of one device can't be the same point. Parameter <c>point</c>, its key.</summary>
    public const string PointTwice = "mapping.point_twice";

    /// <summary>No asset template has this key. Parameter <c>type</c>.</summary>
    public const string TypeUnknown = "asset.type_unknown";

    /// <summary>A sensor can only have been replaced before now.</summary>
    public const string ReplacedAhead = "asset.replaced_ahead";

    /// <summary>The scanned code belongs to another asset. Parameter <c>expected</c>.</summary>
    public const string CodeOfOtherAsset = "arrival.code_of_other_asset";

    /// <summary>The bytes are neither a JPEG nor a PNG picture, or they are broken.</summary>
    public const string NotAPicture = "file.not_a_picture";

    /// <summary>Neither a picture nor a PDF.</summary>
    public const string NotAPaper = "file.not_a_paper";

    /// <summary>A picture is larger than is taken. Parameter <c>maximum</c>, bytes.</summary>
    public const string FileTooLarge = "file.too_large";

    /// <summary>The person named doesn't work for the site, or not for the caller's firm. Parameter <c>user</c>.</summary>
    public const string NotOfSite = "duty.person_not_of_site";

    /// <summary>A line of an import isn't a day. Parameters <c>line</c> (from 1), <c>text</c>.</summary>
    public const string CsvLine = "calendar.csv_line";

    /// <summary>Working hours aren't of the form <c>12345 08:30-12:00 13:30-17:30</c>. Parameter <c>hours</c>.</summary>
    public const string HoursMalformed = "calendar.hours_malformed";

    /// <summary>The notice of that year isn't known here. Parameter <c>year</c>.</summary>
    public const string YearNotOffered = "calendar.year_not_offered";

    /// <summary>A hotline record of which nobody knows yet what it is about can't become a fault. Parameter <c>record</c>, its number.</summary>
    public const string ComplaintDoubtful = "complaint.doubtful";

    /// <summary>A hotline record becomes a fault of equipment, and of this one none is known. Parameter <c>record</c>, its number.</summary>
    public const string ComplaintWithoutAsset = "complaint.without_asset";

    /// <summary>Nobody is trapped any more since a record that old. Parameter <c>at</c>.</summary>
    public const string ComplaintEntrapmentPast = "complaint.entrapment_past";

    /// <summary>The asset's type has no such fault family. Parameter <c>family</c>.</summary>
    public const string FamilyUnknown = "asset.family_unknown";

    /// <summary>Not an interval of inspections: <c>10d</c>, <c>half-month</c>, <c>3mo</c>. Parameter <c>interval</c>.</summary>
    public const string IntervalMalformed = "inspection.interval_malformed";

    /// <summary>A token holds for at least a day and at most <c>maximum</c>. Parameter <c>maximum</c>, days.</summary>
    public const string TokenDays = "token.days";

    /// <summary>The caller's role has no use for a scope, so his token can't have it. Parameters <c>scope</c>, <c>role</c>.</summary>
    public const string TokenScope = "token.scope_without_right";

    /// <summary>2–50 Latin letters, digits, dots, hyphens and underscores make an account's name.</summary>
    public const string AccountName = "account.name_malformed";

    /// <summary>Somebody else has the account's name. Parameter <c>name</c>.</summary>
    public const string AccountTaken = "account.name_taken";

    /// <summary>The person was erased; the account stays as it is.</summary>
    public const string AccountErased = "account.erased";

    /// <summary>Too much at once. Parameters <c>count</c>, <c>maximum</c>.</summary>
    public const string TooMany = "command.too_many";

    /// <summary>So much history isn't gone through while somebody waits. Parameter <c>days</c>: how much is.</summary>
    public const string ReplayTooLong = "replay.too_long";

    /// <summary>The changed numbers of a rule don't fit together. Parameter <c>problem</c>.</summary>
    public const string ReplayRules = "replay.rules";
}

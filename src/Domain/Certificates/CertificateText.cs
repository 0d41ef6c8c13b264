namespace Facilities.Domain.Certificates;

/// <summary>What a paper says.</summary>
/// <param name="Number">Of the paper; at most <see cref="Certificate.MaximumNumber"/> characters.</param>
/// <param name="Issuer">The office that issued it; at most <see cref="Certificate.MaximumIssuer"/> characters.</param>
/// <param name="IssuedOn">From this day it holds.</param>
/// <param name="ValidUntil">Last day; null only for what doesn't expire.</param>
public sealed record CertificateText(string Number, string Issuer, DateOnly IssuedOn, DateOnly? ValidUntil);

namespace Facilities.Operations.Evidence.Packs;

/// <summary>The public half of the key with which packs are signed.</summary>
/// <param name="Fingerprint">SHA-256 of it, hex: what <c>facilities evidence verify --key</c> takes.</param>
/// <param name="Pem">SubjectPublicKeyInfo.</param>
public sealed record PackKey(string Fingerprint, string Pem);

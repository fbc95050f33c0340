import assert from 'node:assert/strict';
import { chooseHost } from '../../../scripts/host/choose.mjs';

describe('the choice of the editor host', () => {
  const linux = { platform: 'linux', arch: 'x64', desktopAsked: false, codeOnPath: false };

  it('takes the browser on Linux x64, even where `code` is there', () => {
    assert.equal(chooseHost(linux).host, 'browser');
    assert.equal(chooseHost({ ...linux, codeOnPath: true }).host, 'browser');
  });

  it("takes the person's own VS Code where a desktop is asked for", () => {
    assert.equal(chooseHost({ ...linux, desktopAsked: true, codeOnPath: true }).host, 'desktop-path');
    assert.equal(
      chooseHost({ platform: 'win32', arch: 'x64', desktopAsked: true, codeOnPath: true }).host,
      'desktop-path',
    );
  });

  it('downloads a desktop where one is asked for and none is there', () => {
    assert.equal(chooseHost({ ...linux, desktopAsked: true }).host, 'desktop-download');
  });

  for (const [platform, arch] of [
    ['darwin', 'arm64'],
    ['darwin', 'x64'],
    ['win32', 'x64'],
    ['linux', 'arm64'],
  ] as const) {
    it(`downloads a desktop on ${platform} ${arch}, where no browser host exists, and says so`, () => {
      const { host, reason } = chooseHost({ platform, arch, desktopAsked: false, codeOnPath: true });
      assert.equal(host, 'desktop-download');
      assert.ok(reason.includes(platform) && reason.includes(arch));
    });
  }
});
